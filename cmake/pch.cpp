// Gives the shared precompiled header (cmake/BespokeModule.cmake) a target to belong to.

# One library per folder of src/, with its tests beside the sources.
#
#   bespoke_module(<name> [DEPENDS <targets>...] [PRIVATE_DEPENDS <targets>...])
#
# Takes every *.cpp of the folder (one level of subfolders included), except *_test.cpp, which
# become one GoogleTest executable `<name>_test`, and *_fuzz.cpp, each a libFuzzer target.

add_library(bespoke_options INTERFACE)
# Some libraries' flags hold -pthread; the shared precompiled header must be made with the same flags as its users.
target_compile_options(bespoke_options INTERFACE -pthread)
target_link_options(bespoke_options INTERFACE -pthread)
target_include_directories(bespoke_options INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_options(bespoke_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers -Wnon-virtual-dtor -Woverloaded-virtual
  $<$<BOOL:${BESPOKE_WARNINGS_AS_ERRORS}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports false positives of these in inlined std::string code.
  target_compile_options(bespoke_options INTERFACE -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds -Wno-maybe-uninitialized -Wno-dangling-pointer)
endif()
if(BESPOKE_SANITIZE)
  target_compile_options(bespoke_options INTERFACE -fsanitize=${BESPOKE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(bespoke_options INTERFACE -fsanitize=${BESPOKE_SANITIZE})
  if(BESPOKE_SANITIZE MATCHES "undefined")
    # The vptr check needs type information that libpoppler does not export.
    target_compile_options(bespoke_options INTERFACE -fno-sanitize=vptr)
  endif()
  if(BESPOKE_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Boost.Asio has fences, which ThreadSanitizer does not model; GCC says so in every unit.
    target_compile_options(bespoke_options INTERFACE -Wno-tsan)
  endif()
endif()
if(BESPOKE_FUZZ)
  target_compile_options(bespoke_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# Headers that nearly every unit includes, compiled once and reused by all modules.
add_library(bespoke_pch STATIC ${CMAKE_SOURCE_DIR}/cmake/pch.cpp)
target_link_libraries(bespoke_pch PUBLIC bespoke_options fmt::fmt nlohmann_json::nlohmann_json tl::expected)
target_precompile_headers(bespoke_pch PUBLIC
  <algorithm> <array> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <optional> <set> <span>
  <string> <string_view> <unordered_map> <utility> <variant> <vector>
  <fmt/format.h> <nlohmann/json.hpp> <tl/expected.hpp>)

function(_bespoke_pch target)
  target_precompile_headers(${target} REUSE_FROM bespoke_pch)
endfunction()

function(bespoke_module name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cpp */*.cpp)
  set(tests ${sources})
  set(fuzzers ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER fuzzers INCLUDE REGEX "_fuzz\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "_(test|fuzz)\\.cpp$")
  if(sources)
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PUBLIC bespoke_pch ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE_DEPENDS})
    _bespoke_pch(${name})
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE bespoke_pch ${ARG_DEPENDS})
  endif()
  if(BESPOKE_TESTS AND tests)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE ${name} ${ARG_PRIVATE_DEPENDS} GTest::gmock GTest::gtest_main)
    target_compile_definitions(${name}_test PRIVATE BESPOKE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    _bespoke_pch(${name}_test)
    gtest_discover_tests(${name}_test TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 60
      WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} PROPERTIES TIMEOUT 300)
  endif()
  if(BESPOKE_FUZZ)
    foreach(fuzzer ${fuzzers})
      get_filename_component(fuzz_name ${fuzzer} NAME_WE)
      add_executable(${fuzz_name} ${fuzzer})
      target_link_libraries(${fuzz_name} PRIVATE ${name} ${ARG_PRIVATE_DEPENDS})
      target_link_options(${fuzz_name} PRIVATE -fsanitize=fuzzer)
    endforeach()
  endif()
endfunction()

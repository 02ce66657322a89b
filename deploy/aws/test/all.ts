// One process for all: the stacks are synthesised once.
import "./settings.test";
import "./pre_token.test";
import "./stacks.test";
import "./pipeline.test";
import "./environment.test";
import "./findings.test";
import "./isolation.test";

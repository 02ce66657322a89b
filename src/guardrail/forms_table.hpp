#pragma once

#include <string_view>

#include "guardrail/guardrail.hpp"

namespace bespoke::guardrail {

/// A pattern over the text as it stands, for what is told by its signs rather than its words. Case does not matter, `^` and `$`
/// are lines. The first group, where there is one, is the place that is reported.
struct FormRule {
    Concern concern{};
    std::string_view name, pattern, reason;
};

inline constexpr std::string_view kRole = "It forges a message of another role.";
inline constexpr std::string_view kFence = "It forges the end of the data that a machine reads.";
inline constexpr std::string_view kCall = "It imitates the call of a tool.";
inline constexpr std::string_view kOut = "It makes whoever shows it send data elsewhere.";

inline constexpr FormRule
    kFormRules
        [] =
            {
                {Concern::Injection, "forged-role", R"x(<\|[a-z_ ]+\|>)x", kRole},
                {Concern::Injection, "forged-role",
                 R"x(<\|(?:im_start|im_end|system|endoftext|eot_id|start_header_id)|<(?:start|end)_of_turn>|<<\/?SYS>>|\[\/?INST\])x",
                 kRole},
                {Concern::Injection, "forged-role",
                 R"x(\[{1,2}\/?\s?(?:system|assistant|user|developer|admin|instructions?)(?: (?:message|prompt|note|override|instructions?|command))?\s?\]{1,2})x",
                 kRole},
                {Concern::Injection, "forged-role",
                 R"x(<\/?(?:system|assistant|developer|human|instructions?|prompt|system[-_ ]?(?:prompt|message|note|instructions?)|user[-_](?:input|message|data)|untrusted[a-z_-]*|resume_data|job_description|hidden_instructions?|admin|important_instructions)(?: [^<>\n]*)?>)x",
                 kRole},
                {Concern::Injection, "forged-role",
                 R"x((?m)#{2,6} ?(?:new |system |hidden |additional )?(?:instructions?|response|system prompt|system|assistant|human|user input|input|override) ?(?::|$))x",
                 kRole},
                {Concern::Injection, "forged-role",
                 R"x((?m)^\W{0,4}(?:system|assistant|developer|admin|root|ai|llm|chatgpt|model|bot)(?: (?:message|prompt|note|override|instructions?|command|directive))? ?[:>] ?\W{0,3}(?:you|ignore|disregard|forget|from now|always|never|override|set |mark |respond|output|rate |rank |give |recommend|print|reveal|write |add |approve|accept|candidate|this candidate|the candidate|new |your |please|do not|the (?:following|above|previous)|skip|assign|return|disable|enable|hire|treat|sure|understood|of course|certainly|i will|okay))x",
                 kRole},
                {Concern::Injection, "forged-role",
                 R"x((?s)\b(?:human|user|question): .+?\b(?:assistant|ai|bot|answer|model): )x", kRole},
                {Concern::Injection, "forged-role", R"x("?role"? ?: ?"(?:system|assistant|user|developer|tool)")x", kRole},
                {Concern::Injection, "forged-delimiter",
                 R"x([-=*~#_]{3,} ?(?:end|begin|start|close|stop)(?: of)?(?: the)?(?: (?:user|untrusted|input|job|system|new|resume))? ?(?:prompt|instructions?|input|context|resume|cv|document|data|job description|description|text|message|section|ad|posting|candidate)\b)x",
                 kFence},
                {Concern::Injection, "forged-delimiter",
                 R"x(\b(?:end|close) of (?:the )?(?:untrusted |user |resume |cv |job |input )?(?:prompt|data|input|context|document|job description|resume data|user input|untrusted content)\b\W{0,6}(?:now|new|system|begin|start|real|actual|instructions?|ignore|you))x",
                 kFence},
                {Concern::Injection, "forged-delimiter",
                 R"x((?:"{3}|'{3}|`{3})\s*(?:system|assistant|new instructions?|ignore|end|instructions?|now\b|you (?:are|must)))x",
                 kFence},
                {Concern::Injection, "forged-delimiter", R"x(["'] ?\}{1,3}\]{0,2}\}{0,3},? ?\{ ?["'])x", kFence},
                {Concern::Injection, "forged-delimiter",
                 R"x(\{\s*"(?:edits|changes|verdict|findings|accepted|instructions?|system|action|decision|recommendation|score|match_score|override)"\s*:)x",
                 kFence},
                {Concern::Injection, "imitates-tool",
                 R"x("(?:tool|function|tool_calls?|function_call|tool_use|tool_name|arguments|tool_input)"\s*:\s*[\[\{"])x",
                 kCall},
                {Concern::Injection, "imitates-tool",
                 R"x(<\/?(?:tool_calls?|function_calls?|tool_use|tool_result|function_results?|invoke|antml:[a-z_]+|use_tool|execute|action)(?: [^<>\n]*)?>|\b(?:functions?|tools?)\.[a-z_]+\(|\[(?:tool_calls?|function_call|TOOL_REQUEST)\]|<\|?tool)x",
                 kCall},
                {Concern::Injection, "imitates-tool",
                 R"x(\b(?:send_email|read_file|write_file|delete_file|run_shell|exec_shell|execute_command|send_message|update_score|set_score|approve_candidate|hire_candidate|rank_candidate|http_get|http_post|fetch_url|browse_url|delete_(?:all|database|records)|get_system_prompt)\s?\()x",
                 kCall},
                {Concern::Injection, "imitates-tool",
                 R"x(\b(?:os\.system|subprocess\.(?:run|call|popen)|eval|exec)\s?\(\s?['"])x", kCall},
                {Concern::Injection, "sends-data", R"x(!\[[^\]\n]*\]\(\s?(?:https?:)?\/\/[^)\s]+[?=&{][^)\n]*\))x", kOut},
                {Concern::Injection, "sends-data",
                 R"x(<(?:img|iframe|script|object|embed|link|meta|form|svg|video|audio)\b[^<>\n]*(?:https?:|src|href|onerror|onload|javascript)[^<>\n]*>|\bjavascript: ?[a-z]+[(.]|\bon(?:error|load)=)x",
                 kOut},
                {Concern::Injection, "sends-data",
                 R"x(\b(?:curl|wget|fetch|navigator\.sendbeacon|xmlhttprequest|requests\.(?:get|post)|invoke-webrequest)\b ?\(? ?(?:-[a-z]+ )*['"]?https?:\/\/)x",
                 kOut},
                {Concern::Injection, "sends-data",
                 R"x(https?:\/\/[^\s"'<>]+[?&][a-z_]+=(?:\{|\[|<|\$\{?|%7B)[a-z_ .]*(?:resume|cv|data|prompt|name|candidate|conversation|email|content|secret|key|history|summary|text|applicant)[a-z_ .]*)x",
                 kOut},
                {Concern::Injection, "template-code",
                 R"x(\{\{ ?(?:config|self|request|cycler|''\.__class__|7 ?\* ?7|system|constructor)\b[^{}\n]*\}\}|\{% ?(?:import|include|for|if|set)\b|\$\{jndi:|\$\{(?:env|sys|7\*7)[:}])x",
                 kCall},
                // --- questions on what is quoted
                {Concern::StrayRequest, "stray-errand",
                 R"x((?m)^\W{0,4}(?:please |can you |could you )?(?:translate|define|pronounce|spell|say|rhyme|look up|name the|who wrote|find (?:a |the )?(?:synonyms?|antonyms?|meaning|author)|(?:explain|summari[sz]e|give|state|tell|describe|discuss)[a-z ]{0,30} (?:the (?:\w+ ){0,2}(?:plot|meaning|themes?|author|word|term|phrase|concept|expression|novel|book|play|movie|film|poem|song)))\b[^\n.!?"]{0,60}(?:"|'|“|„|«|‘)[^\n"]{2,200}?(?:"|'|”|“|»|’))x",
                 "It is a question or task for an assistant, which belongs into no document of this kind."},
                // --- leftovers
                {Concern::PromptLeftover, "assistant-voice",
                 R"x(\bas an? (?:ai|artificial intelligence|large)(?: language)?[ -]?(?:language )?(?:model|assistant)\b)x",
                 "It is what a language model says of itself."},
                {Concern::PromptLeftover, "assistant-voice",
                 R"x(\bi(?:'m| am) (?:sorry|unable|afraid)(?:,)? (?:but )?(?:i )?(?:can(?:no|')t|to (?:assist|help|fulfil|provide|comply))|\bi can(?:no|')t (?:assist|help|fulfil|comply|provide that)|\bi hope this (?:helps|email finds)|\blet me know if you(?:'d| would)? (?:like|need|want)|\bis there anything else)x",
                 "It is a sentence of an assistant, not of a resume."},
                {Concern::PromptLeftover, "assistant-voice",
                 R"x((?m)^\W{0,3}(?:sure|certainly|of course|absolutely|great|okay|understood)[,!:.]{1,2} (?:here|i|this|below|let)|\bhere(?:'s| is| are) (?:the|your|a|an|my) (?:\w+ ){0,3}(?:rewritten|revised|updated|tailored|improved|polished|optimi[sz]ed|rephrased|edited) |\b(?:rewritten|revised|tailored|improved) (?:version|resume|bullet|summary)(?: points?)?:|\b(?:note|explanation|reasoning|changes made|output|rewritten|rationale): (?:i |this |the (?:above|original|rewritten|revised)))x",
                 "It introduces an answer instead of being one."},
                {Concern::PromptLeftover, "placeholder",
                 R"x(\[(?:insert|your|add|enter|company|employer|name|number|date|x+|n|job title|position|city|phone|email|hiring manager|percentage|amount|metric|quantify|todo|tbd|placeholder|specific|e\.g\.)(?: [^\]\n]*)?\]|<(?:insert|your|company|name|number|placeholder|todo)(?: [^<>\n]*)?>|\{\{? ?[a-z_. ]+ ?\}?\}|\$\{[a-z_.]+\}|⟦[^\n]*?⟧)x",
                 "It is a gap of a template that nobody filled."},
                {Concern::PromptLeftover, "placeholder",
                 R"x(\blorem ipsum\b|(?:^|[^\w.])(?:xx+|x|nn) ?%|(?:\$|€|£)(?:x+|\?+)\b|\b(?:todo|tbd|fixme)\b ?:|\?\?\?)x",
                 "It is a gap of a template that nobody filled."},
                {Concern::PromptLeftover, "thinking-aloud",
                 R"x(<\/?think(?:ing)?>|<\/?(?:answer|reasoning|scratchpad|output|result)>|```(?:json|text|markdown)?|\bstep[- ]by[- ]step reasoning:|\bthe user (?:wants|asked|has asked|is asking))x",
                 "It is a model thinking aloud."},
};

}  // namespace bespoke::guardrail

"""State machines, inputs and what their tasks answer, for both engines."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def machine(states, start=None):
    return {"StartAt": start or next(iter(states)), "States": states}


def task(resource="work", **fields):
    fields.setdefault("End", True) if "Next" not in fields else None
    return {"Type": "Task", "Resource": resource, **fields}


def returns(value):
    return {"return": value}


def fails(error, cause="because"):
    return {"error": error, "cause": cause}


SUCCEED = {"Type": "Succeed"}


def retry(*errors, **fields):
    return {"ErrorEquals": list(errors), "IntervalSeconds": 1, **fields}


def pipeline():
    return json.loads((ROOT / "pipeline/tailoring.asl.json").read_text(encoding="utf-8"))


def stages(**answers):
    script = {name: [returns({"stage": name, "generate": {"attempt": 1}, "validate": {}})]
              for name in ("ingest", "parse", "embed", "retrieve", "generate", "validate", "render", "persist", "notify",
                           "reject", "dead-letter")}
    script.update({name.replace("_", "-"): list(answer) for name, answer in answers.items()})
    return script


def again(attempt, regenerate):
    return returns({"generate": {"attempt": attempt}, "validate": {"regenerate": regenerate}})


CASES = {
    # name: (definition, input, script)
    "product_succeeds": (pipeline(), {"request": {"x": 1}}, stages()),
    "product_retries": (pipeline(), {"request": 1}, stages(parse=[fails("Unavailable")] * 3 + [returns({"p": 1})])),
    "product_outlasts_lambda_and_throttles": (pipeline(), {"request": 1}, stages(
        embed=[fails("Lambda.TooManyRequestsException")] * 4 + [fails("ThrottlingException")] * 4 + [fails("Unavailable")] * 4 +
        [fails("Lambda.ServiceException")] * 4 + [returns({"e": 1})])),
    "product_survives_a_crash": (pipeline(), {"request": 1}, stages(parse=[fails("Runtime.ExitError")] * 2 + [returns({"p": 1})])),
    "product_dies_of_crashes": (pipeline(), {"request": 1}, stages(parse=[fails("Runtime.ExitError")])),
    "product_rejects": (pipeline(), {"request": 1}, stages(parse=[fails("InvalidInput", '{"reason":"empty"}')])),
    "product_dies": (pipeline(), {"request": 1}, stages(render=[fails("Unavailable")])),
    "product_dies_of_a_bug": (pipeline(), {"request": 1}, stages(persist=[fails("Internal")])),
    "product_regenerates": (pipeline(), {"request": 1}, stages(validate=[again(1, True), again(2, False)])),
    "product_gives_up_regenerating": (pipeline(), {"request": 1},
                                      stages(validate=[again(1, True), again(2, True), again(3, True)])),
    "result_path": (machine({"A": task(ResultPath="$.a.b", Next="B"), "B": task("other", ResultPath="$.c")}),
                    {"a": {"x": 1}}, {"work": [returns([1, 2])], "other": [returns("text")]}),
    "result_discarded": (machine({"A": task(ResultPath=None)}), {"keep": True}, {"work": [returns({"drop": 1})]}),
    "input_and_output_path": (machine({"A": task(InputPath="$.in", ResultPath="$.out", OutputPath="$.out.deep")}),
                              {"in": {"x": 1}, "rest": 2}, {"work": [returns({"deep": {"y": 2}})]}),
    "parameters": (machine({"A": task(Parameters={"one.$": "$.a", "two": {"three.$": "$.list[1]"}, "four": [5]},
                                      ResultSelector={"x.$": "$.r", "fixed": None})}),
                   {"a": "A", "list": [1, {"k": 2}]}, {"work": [returns({"r": 7, "s": 8})]}),
    "pass_states": (machine({
        "A": {"Type": "Pass", "Result": {"v": 1}, "ResultPath": "$.p", "Next": "B"},
        "B": {"Type": "Pass", "Parameters": {"w.$": "$.p.v", "c": "d"}, "ResultPath": "$.q", "Next": "C"},
        "C": {"Type": "Pass", "InputPath": "$.q", "OutputPath": "$.w", "End": True}}), {"start": 0}, {}),
    "choice_by_type_and_value": (machine({
        "A": {"Type": "Choice", "Choices": [
            {"Variable": "$.x", "IsPresent": False, "Next": "Missing"},
            {"And": [{"Variable": "$.x", "IsNumeric": True}, {"Variable": "$.x", "NumericGreaterThanEquals": 10}], "Next": "Big"},
            {"Or": [{"Variable": "$.x", "StringMatches": "no*"}, {"Not": {"Variable": "$.x", "IsString": True}}], "Next": "No"}],
            "Default": "Other"},
        **{name: {"Type": "Pass", "Result": name, "End": True} for name in ("Missing", "Big", "No", "Other")}}),
        None, {}),
    "choice_without_match": (machine({
        "A": {"Type": "Choice", "Choices": [{"Variable": "$.x", "BooleanEquals": True, "Next": "B"}]}, "B": SUCCEED}),
        {"x": False}, {}),
    "choice_by_path": (machine({
        "A": {"Type": "Choice", "Choices": [
            {"Variable": "$.a", "NumericLessThanPath": "$.b", "Next": "Less"},
            {"Variable": "$.t", "TimestampGreaterThan": "2026-01-01T00:00:00Z", "Next": "Late"}], "Default": "Other"},
        "Less": SUCCEED, "Late": SUCCEED, "Other": SUCCEED}), {"a": 2, "b": 2, "t": "2026-06-01T00:00:00Z"}, {}),
    "catch_by_name_with_path": (machine({
        "A": task(Catch=[{"ErrorEquals": ["Other"], "Next": "C"}, {"ErrorEquals": ["Mine"], "ResultPath": "$.e", "Next": "B"}]),
        "B": {"Type": "Pass", "End": True}, "C": SUCCEED}), {"in": 1}, {"work": [fails("Mine", "why")]}),
    "catch_replaces_the_input": (machine({
        "A": task(Catch=[{"ErrorEquals": ["States.ALL"], "Next": "B"}]), "B": {"Type": "Pass", "End": True}}),
        {"in": 1}, {"work": [fails("Mine", "why")]}),
    "uncaught": (machine({"A": task(Catch=[{"ErrorEquals": ["Other"], "Next": "B"}]), "B": SUCCEED}), {}, {"work": [fails("Mine")]}),
    "retriers_apart": (machine({"A": task(Retry=[retry("X", MaxAttempts=1), retry("Y", MaxAttempts=2)])}),
                       {}, {"work": [fails("Y"), fails("X"), fails("Y"), returns("at last")]}),
    "retrier_exhausted": (machine({"A": task(Retry=[retry("X", MaxAttempts=2)],
                                             Catch=[{"ErrorEquals": ["States.TaskFailed"], "Next": "B"}]),
                                   "B": {"Type": "Pass", "End": True}}), {}, {"work": [fails("X")]}),
    "retry_nothing": (machine({"A": task(Retry=[retry("X", MaxAttempts=0), retry("States.ALL")])}), {}, {"work": [fails("X")]}),
    "retry_counts_begin_anew": (machine({
        "A": task(ResultPath="$.n", Retry=[retry("X", MaxAttempts=1)], Next="Again?"),
        "Again?": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": 2, "Next": "A"}], "Default": "Done"},
        "Done": SUCCEED}), {}, {"work": [fails("X"), returns(1), fails("X"), returns(2)]}),
    "fail_state": (machine({"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Fail", "Error": "Gone", "Cause": "It went."}}), {}, {}),
    "wait_states": (machine({
        "A": {"Type": "Wait", "Seconds": 2, "Next": "B"},
        "B": {"Type": "Wait", "SecondsPath": "$.s", "Next": "C"},
        "C": {"Type": "Wait", "Timestamp": "2020-01-01T00:00:00Z", "OutputPath": "$.s", "End": True}}), {"s": 3}, {}),
    "succeed_with_paths": (machine({"A": {"Type": "Succeed", "InputPath": "$.a", "OutputPath": "$.b"}}), {"a": {"b": [1]}}, {}),
    "context_object": (machine({"A": task(Retry=[retry("X")], Parameters={"n.$": "$$.State.Name", "r.$": "$$.State.RetryCount"})}),
                       {}, {"work": [fails("X"), fails("X"), returns("ok")]}),
    "parameter_missing_is_caught": (machine({
        "A": task(Parameters={"x.$": "$.gone"}, Catch=[{"ErrorEquals": ["States.ALL"], "ResultPath": None, "Next": "B"}]),
        "B": SUCCEED}), {"in": 1}, {"work": [returns(1)]}),
    "choices_over_a_list": (machine({
        "A": {"Type": "Choice", "Choices": [{"Variable": "$.list[0].n", "NumericEquals": 4, "Next": "B"}], "Default": "C"},
        "B": {"Type": "Pass", "Result": "b", "ResultPath": "$.list[0].n", "End": True}, "C": SUCCEED}), {"list": [{"n": 4}]}, {}),
}

# One definition, many inputs.
_CHOICE = CASES.pop("choice_by_type_and_value")[0]
for _name, _input in {"missing": {}, "big": {"x": 10}, "small": {"x": 9.5}, "no": {"x": "no way"}, "other": {"x": "yes"}}.items():
    CASES[f"choice_{_name}"] = (_CHOICE, _input, {})

# Where our engine keeps to the specification and the other does not; the reason is shown, the case is not compared.
DEVIATIONS = {
    "choice_without_match": "moto names it States.Runtime; the specification says States.NoChoiceMatched",
    "choices_over_a_list": "moto reads $.list[0].n as a list of one, so a comparison with it never holds",
}

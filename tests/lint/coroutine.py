# SPDX-License-Identifier: MIT
"""Finds what g++ 12 miscompiles: co_await in a condition, and beside it a lambda with captures or a braced aggregate.

Such a temporary is destroyed twice or read after its end. The remedy is to name it first. The search works on code whose
comments and strings are blanked; it prefers a false alarm (name it, then) to a missed one.
"""
import re

PAIRS = {"(": ")", "[": "]", "{": "}"}
OPENERS = {closer: opener for opener, closer in PAIRS.items()}

CONDITION = re.compile(r"\s*(?:else\s+)?(?:if|while|for|switch)\b(?:\s*constexpr)?\s*(\()")
LAMBDA = re.compile(r"(?<![\w\])>])\s*\[(?!\[)\s*([^\[\]]+)\]\s*(?:\(|\{|mutable|noexcept|->|<)")
# Own types are PascalCase; the standard library's and Asio's snake_case classes have constructors and are safe.
DECLARATION = re.compile(r"\(\s*(?:auto|bool|int|[\w:]+(?:<[^;{}()]*>)?)\b[\w\s:&*<>]*(?:\w+|\])\s*(?:=(?!=)|:(?!:)|\{)")
AGGREGATE = re.compile(r"(?:\b[A-Z]\w*(?:<[^<>;{}]*>)?|[(,])\s*\{\s*[^\s}]")
NOT_A_VALUE = re.compile(r"(?:\b(?:struct|class|enum|union|namespace|concept)\s+|->\s*)[\w:<>, ]*$")


def matching_opener(code, closer_at):
    depth = 0
    for at in range(closer_at, -1, -1):
        if code[at] in OPENERS:
            depth += 1
        elif code[at] in PAIRS:
            depth -= 1
            if depth == 0:
                return at
    return 0


def opens_a_value(code, brace_at):
    """Whether the `{` at brace_at begins an initialiser inside an expression, not a block."""
    before = code[:brace_at].rstrip()
    if before.endswith(("(", ",", "return", "=")):
        return True
    typed = re.search(r"\b[A-Z]\w*(?:<[^<>;{}]*>)?$", before)
    return bool(typed) and not NOT_A_VALUE.search(before[:typed.start()])


def start_of_expression(code, at):
    """Walks back from a co_await to where its full expression begins."""
    while at > 0:
        at -= 1
        here = code[at]
        if here == ";":
            return at + 1
        if here == "{" and not opens_a_value(code, at):
            return at + 1
        if here == "}":
            after = code[at + 1:].lstrip()[:1]
            if after not in (",", ")", ".", ""):
                return at + 1
            at = matching_opener(code, at)
        elif here in ")]":
            at = matching_opener(code, at)
    return 0


def matching_closer(code, opener_at):
    depth = 0
    for at in range(opener_at, len(code)):
        if code[at] in PAIRS:
            depth += 1
        elif code[at] in OPENERS:
            depth -= 1
            if depth == 0:
                return at
    return len(code)


def past_conditions(code, start, await_at):
    """`if (a) if (b) co_await c;`: what the conditions say is over before the awaiting expression begins."""
    while condition := CONDITION.match(code, start):
        closer = matching_closer(code, condition.start(1))
        if closer > await_at:
            break
        start = closer + 1
    return start


def enclosing_condition(code, await_at):
    """The keyword and the opening parenthesis of the condition that the co_await stands in, or None."""
    at = await_at
    while at > 0:
        at -= 1
        if code[at] in OPENERS:
            at = matching_opener(code, at)
        elif code[at] == "{" and not opens_a_value(code, at):
            return None
        elif code[at] == "(":
            keyword = re.search(r"\b(if|while|for|switch)\b(?:\s*constexpr)?\s*$", code[max(0, at - 40):at])
            if keyword:
                return keyword.group(1), at
    return None


def is_bare_condition(code, await_at):
    """`if (!co_await f(a))`: its hidden flag is laid out in front of the frame's head at -O0, and is never initialised at any
    level: the awaitable is destroyed with the frame once more. Valgrind sees it, the sanitizers do not.

    `if (auto x = co_await f(a))` is a declaration of its own and sound.
    """
    condition = enclosing_condition(code, await_at)
    if not condition:
        return False
    keyword, opener_at = condition
    parts = code[opener_at:await_at].split(";")
    return len(parts) == 2 or (keyword != "for" and not DECLARATION.match(parts[0]))


def end_of_expression(code, at):
    condition = CONDITION.match(code, at)
    if condition:
        return matching_closer(code, condition.start(1))
    depth = 0
    while at < len(code):
        here = code[at]
        if here in PAIRS:
            if here == "{" and depth == 0 and not opens_a_value(code, at) and code[:at].rstrip()[-1:] == ")":
                return at
            depth += 1
        elif here in OPENERS:
            depth -= 1
            if depth < 0:
                return at
        elif here == ";" and depth <= 0:
            return at
        at += 1
    return at


def traps(code):
    """Yields (position, what is wrong) for every trap in the blanked code."""
    reported = set()
    for found in re.finditer(r"\bco_await\b", code):
        start = past_conditions(code, start_of_expression(code, found.start()), found.start())
        expression = code[start:end_of_expression(code, start)]
        if start in reported:
            continue
        if is_bare_condition(code, found.start()):
            reported.add(start)
            yield found.start(), "co_await stands in a condition: name its result first"
        elif LAMBDA.search(expression):
            reported.add(start)
            yield found.start(), "a lambda with captures shares a full expression with co_await: name it first"
        elif AGGREGATE.search(expression):
            reported.add(start)
            yield found.start(), "a braced aggregate shares a full expression with co_await: name it first"

// SPDX-License-Identifier: MIT
// HTTP/1.1 as bytes: a request written exactly as asked, the head of an answer read. No I/O; bodies are body_framing's.
#pragma once

#include "net/body_framing.hpp"
#include "net/trouble.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace feedherald::net {

/** One hop's request; pointers into a Request that outlives it. */
struct Outgoing {
    std::string method;
    std::string authority;
    std::string target;
    std::vector<std::pair<std::string_view, std::string_view>> fields;
    std::string_view body;
    bool has_body = false;
};

/** Refuses (Kind::refused) names and values that would break out of their line. */
Attempt<std::string> write_request(Outgoing const& request);

struct ResponseHead {
    int status = 0;
    Headers headers;
    Framing framing;
    bool keeps_alive = false;  ///< what the answer says; the framing must agree as well
};

/** The length of the head at the start of `bytes`, its empty line included; 0 while that has not come. Resumes the
 *  search at `from`, which it moves on. */
std::size_t head_length(std::string_view bytes, std::size_t& from);

/** A whole head. Tolerates what is seen in the wild: bare line feeds, a status line without its second blank, lines
 *  that are no fields or hold control characters, Content-Length beside Transfer-Encoding (RFC 9112 §6.3: the latter
 *  wins). From status 300 on, framing that makes no sense costs only the connection. */
Attempt<ResponseHead> read_head(std::string_view head, std::size_t limit);

}  // namespace feedherald::net

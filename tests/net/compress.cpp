// SPDX-License-Identifier: MIT
#include "net/compress.hpp"

#include <cstdint>

#include <brotli/encode.h>
#include <zlib.h>

namespace feedherald::net_test {

std::string deflate(std::string const& text, Wrapping wrapping) {
    z_stream stream{};
    int const bits = wrapping == Wrapping::gzip ? 15 + 16 : wrapping == Wrapping::zlib ? 15 : -15;
    deflateInit2(&stream, 6, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    ::deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string brotli(std::string const& text) {
    std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
    std::string out(size, '\0');
    BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, text.size(), reinterpret_cast<std::uint8_t const*>(text.data()),
                          &size, reinterpret_cast<std::uint8_t*>(out.data()));
    out.resize(size);
    return out;
}

}  // namespace feedherald::net_test

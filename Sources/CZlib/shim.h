#include <zlib.h>

// inflateInit2 and deflateInit2 are macros, which Swift cannot see.
// Window bits: 15, plus 16 to write gzip, plus 32 to recognise gzip or zlib on reading.
static inline int anticipate_inflate_init(z_stream *stream) { return inflateInit2(stream, 15 + 32); }
static inline int anticipate_deflate_init(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

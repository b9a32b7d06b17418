// Byte scanning that Swift cannot express: a compare of many bytes that leaves one bit for each.
#pragma once
#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>

/// The places, among 64 bytes, of what separates records and fields, and of what needs a closer look.
typedef struct {
    uint64_t delimiter;
    uint64_t newline;
    uint64_t quote;
    uint64_t other; // not ASCII, or NUL
} anticipate_marks;

static inline __attribute__((always_inline)) anticipate_marks
anticipate_scan64(const uint8_t *_Nonnull bytes, uint8_t delimiter) {
    const __m128i d = _mm_set1_epi8((char)delimiter), n = _mm_set1_epi8('\n'), q = _mm_set1_epi8('"');
    const __m128i zero = _mm_setzero_si128();
    anticipate_marks marks = {0, 0, 0, 0};
    for (int i = 0; i < 4; i++) {
        const __m128i v = _mm_loadu_si128((const __m128i *)(bytes + 16 * i));
        const int shift = 16 * i;
        marks.delimiter |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, d)) << shift;
        marks.newline |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, n)) << shift;
        marks.quote |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, q)) << shift;
        marks.other |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(v, _mm_cmpeq_epi8(v, zero))) << shift;
    }
    return marks;
}
#else
typedef struct {
    uint64_t delimiter, newline, quote, other;
} anticipate_marks;

static inline anticipate_marks anticipate_scan64(const uint8_t *_Nonnull bytes, uint8_t delimiter) {
    anticipate_marks marks = {0, 0, 0, 0};
    for (int i = 0; i < 64; i++) {
        const uint64_t bit = (uint64_t)1 << i;
        if (bytes[i] == delimiter) marks.delimiter |= bit;
        if (bytes[i] == '\n') marks.newline |= bit;
        if (bytes[i] == '"') marks.quote |= bit;
        if (bytes[i] == 0 || bytes[i] > 127) marks.other |= bit;
    }
    return marks;
}
#endif

/// The instructions that a processor may have for it.
typedef enum { anticipate_portable, anticipate_avx2, anticipate_avx512 } anticipate_instructions;

/// The best that this processor has.
anticipate_instructions anticipate_best_instructions(void);

/// What a scan for separators found.
typedef struct {
    size_t separators;
    size_t newlines;
    /// Whether every byte is a separator or printable ASCII, but for the double quote.
    _Bool is_plain;
} anticipate_separators;

/// Writes the places of all delimiters and line breaks, in order.
/// `places` has room for `count` of them and 64 more.
anticipate_separators anticipate_find_separators(
    const uint8_t *_Nonnull bytes, size_t count, uint8_t delimiter, uint32_t *_Nonnull places,
    anticipate_instructions instructions);

/// Asks the processor to bring a cache line in before it is needed.
static inline __attribute__((always_inline)) void anticipate_prefetch(const void *_Nonnull address) {
    __builtin_prefetch(address);
}

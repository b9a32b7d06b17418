// One scan for separators a set of instructions; all find the same.
#include "scan.h"
#include <string.h>

/// Looks at 64 bytes: a bit for each separator and each line break, and whether all of them are plain.
#define SCAN(name, attributes, look)                                                                                  \
    attributes static anticipate_separators name(                                                                     \
        const uint8_t *bytes, size_t count, uint8_t delimiter, uint32_t *places) {                                    \
        anticipate_separators found = {0, 0, 1};                                                                      \
        uint64_t odd = 0;                                                                                             \
        size_t place = 0;                                                                                             \
        for (; place + 64 <= count; place += 64) look(bytes + place, delimiter, place, places, &found, &odd);         \
        if (place < count) {                                                                                          \
            /* Blanks behind the end, or letters where blanks separate: they are nothing to be found. */              \
            uint8_t last[64];                                                                                         \
            memset(last, delimiter == ' ' ? 'x' : ' ', sizeof last);                                                  \
            memcpy(last, bytes + place, count - place);                                                               \
            look(last, delimiter, place, places, &found, &odd);                                                       \
        }                                                                                                             \
        found.is_plain = odd == 0;                                                                                    \
        return found;                                                                                                 \
    }

/// Writes the places of the bits, eight at a time: what is written past the last is written over by the next.
static inline __attribute__((always_inline)) void
write_places(uint64_t bits, size_t count, size_t base, uint32_t *places) {
    for (size_t done = 0; done < count; done += 8) {
        for (int i = 0; i < 8; i++) {
            places[done + i] = (uint32_t)base + (uint32_t)__builtin_ctzll(bits | (uint64_t)1 << 63);
            bits &= bits - 1;
        }
    }
}

static inline __attribute__((always_inline)) void look_portable(
    const uint8_t *bytes, uint8_t delimiter, size_t base, uint32_t *places, anticipate_separators *found,
    uint64_t *odd) {
    const anticipate_marks marks = anticipate_scan64(bytes, delimiter);
    const uint64_t separators = marks.delimiter | marks.newline;
    for (int i = 0; i < 64; i++) {
        const uint8_t byte = bytes[i];
        *odd |= (uint64_t)((byte < 0x20) | (byte >= 0x7F) | (byte == '"')) << i & ~separators;
    }
    const size_t count = (size_t)__builtin_popcountll(separators);
    write_places(separators, count, base, places + found->separators);
    found->separators += count;
    found->newlines += (size_t)__builtin_popcountll(marks.newline);
}
SCAN(scan_portable, , look_portable)

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi2,avx2,bmi,bmi2,popcnt")))

AVX2 static inline void look_avx2(
    const uint8_t *bytes, uint8_t delimiter, size_t base, uint32_t *places, anticipate_separators *found,
    uint64_t *odd) {
    const __m256i d = _mm256_set1_epi8((char)delimiter), n = _mm256_set1_epi8('\n'), q = _mm256_set1_epi8('"');
    const __m256i space = _mm256_set1_epi8(0x20), delete = _mm256_set1_epi8(0x7F);
    uint64_t separators = 0, newlines = 0, others = 0;
    for (int i = 0; i < 2; i++) {
        const __m256i v = _mm256_loadu_si256((const __m256i *)(bytes + 32 * i));
        const __m256i newline = _mm256_cmpeq_epi8(v, n);
        const __m256i separator = _mm256_or_si256(newline, _mm256_cmpeq_epi8(v, d));
        // As signed bytes, control characters and those past ASCII are less than a space.
        const __m256i other = _mm256_or_si256(
            _mm256_cmpgt_epi8(space, v), _mm256_or_si256(_mm256_cmpeq_epi8(v, delete), _mm256_cmpeq_epi8(v, q)));
        separators |= (uint64_t)(uint32_t)_mm256_movemask_epi8(separator) << 32 * i;
        newlines |= (uint64_t)(uint32_t)_mm256_movemask_epi8(newline) << 32 * i;
        others |= (uint64_t)(uint32_t)_mm256_movemask_epi8(other) << 32 * i;
    }
    *odd |= others & ~separators;
    const size_t count = (size_t)_mm_popcnt_u64(separators);
    write_places(separators, count, base, places + found->separators);
    found->separators += count;
    found->newlines += (size_t)_mm_popcnt_u64(newlines);
}
SCAN(scan_avx2, AVX2, look_avx2)

AVX512 static inline void look_avx512(
    const uint8_t *bytes, uint8_t delimiter, size_t base, uint32_t *places, anticipate_separators *found,
    uint64_t *odd) {
    static const uint8_t steps[64] = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
        22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
        44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
    const __m512i v = _mm512_loadu_si512(bytes);
    const uint64_t newlines = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\n'));
    const uint64_t separators = newlines | _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8((char)delimiter));
    *odd |= (_mm512_cmplt_epi8_mask(v, _mm512_set1_epi8(0x20)) | _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(0x7F))
             | _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"'))) & ~separators;
    const size_t count = (size_t)_mm_popcnt_u64(separators);
    uint32_t *target = places + found->separators;
    // The places among the 64, packed to the front; sixteen of them are written at a time.
    const __m512i packed = _mm512_maskz_compress_epi8(separators, _mm512_loadu_si512(steps));
    const __m512i first = _mm512_set1_epi32((int)base);
    _mm512_storeu_si512(
        target, _mm512_add_epi32(first, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(packed))));
    if (count > 16) {
        _mm512_storeu_si512(
            target + 16, _mm512_add_epi32(first, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(packed, 1))));
        _mm512_storeu_si512(
            target + 32, _mm512_add_epi32(first, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(packed, 2))));
        _mm512_storeu_si512(
            target + 48, _mm512_add_epi32(first, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(packed, 3))));
    }
    found->separators += count;
    found->newlines += (size_t)_mm_popcnt_u64(newlines);
}
SCAN(scan_avx512, AVX512, look_avx512)
#endif

anticipate_instructions anticipate_best_instructions(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512bw")) return anticipate_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) return anticipate_avx2;
#endif
    return anticipate_portable;
}

anticipate_separators anticipate_find_separators(
    const uint8_t *bytes, size_t count, uint8_t delimiter, uint32_t *places, anticipate_instructions instructions) {
#if defined(__x86_64__)
    if (instructions == anticipate_avx512) return scan_avx512(bytes, count, delimiter, places);
    if (instructions == anticipate_avx2) return scan_avx2(bytes, count, delimiter, places);
#endif
    return scan_portable(bytes, count, delimiter, places);
}

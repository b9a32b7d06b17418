#include <isa-l/igzip_lib.h>
#include <stdlib.h>

// ISA-L leaves the upper halves of the vector registers in use. The processor then keeps them through every scalar
// sum that follows, in whatever code, and mixes slowly what is compiled with AVX and without it.
#if defined(__x86_64__)
__attribute__((target("avx"))) static inline void anticipate_release_upper_halves(void) { __builtin_ia32_vzeroupper(); }

static inline void anticipate_after_isal(void) {
    if (__builtin_cpu_supports("avx")) anticipate_release_upper_halves();
}
#else
static inline void anticipate_after_isal(void) {}
#endif

// The structures hold arrays too long for Swift to see, so that they are made and ended here.

// A reader of gzip: a member's header, its contents and their checksum.
struct anticipate_inflater {
    struct inflate_state state;
    struct isal_gzip_header header;
    int has_header;
};

// What follows is the next member.
static inline void anticipate_inflate_next_member(struct anticipate_inflater *_Nonnull inflater) {
    isal_inflate_reset(&inflater->state);
    inflater->state.crc_flag = ISAL_GZIP;
    isal_gzip_header_init(&inflater->header);
    inflater->has_header = 0;
}

// NULL where there is no memory.
static inline struct anticipate_inflater *_Nullable anticipate_inflate_new(void) {
    struct anticipate_inflater *inflater = calloc(1, sizeof *inflater);
    if (inflater == NULL) return NULL;
    isal_inflate_init(&inflater->state);
    anticipate_inflate_next_member(inflater);
    return inflater;
}

// Unpacks as far as there are bytes and room: ISAL_DECOMP_OK, or what is wrong. The header is read apart, since
// isal_inflate begins its checksum anew with every piece of it.
static inline int anticipate_inflate(struct anticipate_inflater *_Nonnull inflater) {
    if (!inflater->has_header) {
        int result = isal_read_gzip_header(&inflater->state, &inflater->header);
        if (result != ISAL_DECOMP_OK) return result == ISAL_END_INPUT ? ISAL_DECOMP_OK : result;
        inflater->has_header = 1;
    }
    int result = isal_inflate(&inflater->state);
    anticipate_after_isal();
    return result;
}

static inline int anticipate_inflate_is_at_end(const struct anticipate_inflater *_Nonnull inflater) {
    return inflater->has_header && inflater->state.block_state == ISAL_BLOCK_FINISH;
}

// Writes gzip. NULL where there is no memory.
static inline struct isal_zstream *_Nullable anticipate_deflate_new(void) {
    struct isal_zstream *stream = calloc(1, sizeof *stream + ISAL_DEF_LVL2_DEFAULT);
    if (stream == NULL) return NULL;
    isal_deflate_init(stream);
    stream->gzip_flag = IGZIP_GZIP;
    stream->level = 2;
    stream->level_buf = (uint8_t *)(stream + 1);
    stream->level_buf_size = ISAL_DEF_LVL2_DEFAULT;
    return stream;
}

// Packs as far as there are bytes and room: COMP_OK, or what is wrong.
static inline int anticipate_deflate(struct isal_zstream *_Nonnull stream) {
    int result = isal_deflate(stream);
    anticipate_after_isal();
    return result;
}

static inline int anticipate_deflate_is_at_end(const struct isal_zstream *_Nonnull stream) {
    return stream->internal_state.state == ZSTATE_END;
}

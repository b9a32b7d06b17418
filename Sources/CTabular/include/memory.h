// What Swift's view of the C library lacks.
#pragma once
#if defined(__GLIBC__) || __has_include(<malloc.h>)
#include <malloc.h>
#endif

/// Gives memory that the heap holds free back to the system.
static inline void anticipate_trim_heap(void) {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

// What Swift's view of the C library lacks.
#pragma once
#include <sys/syscall.h>
#include <unistd.h>
#if defined(__GLIBC__) || __has_include(<malloc.h>)
#include <malloc.h>
#endif

/// Gives memory that the heap holds free back to the system.
static inline void anticipate_trim_heap(void) {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

/// Lets two names below a directory trade places in one step: 0, or -1 with errno (renameat2, RENAME_EXCHANGE).
static inline int anticipate_exchange(int root, const char *_Nonnull one, const char *_Nonnull other) {
    return (int)syscall(SYS_renameat2, root, one, root, other, 2u);
}

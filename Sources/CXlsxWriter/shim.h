#include <linux/magic.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <xlsxwriter.h>

// A file without a name, in memory alone: patients' data touch no disk on their way. -1 where there is none.
static inline int anticipate_memory_file(void) { return (int)syscall(SYS_memfd_create, "workbook", 1U /* close on exec */); }

// How many files more can be made in a directory that lies in memory; 0 where it does not, or is not ours to write to.
static inline unsigned long anticipate_memory_files_free(const char *directory) {
    struct statfs status;
    if (access(directory, W_OK | X_OK) != 0 || statfs(directory, &status) != 0) return 0;
    if (status.f_type != TMPFS_MAGIC || status.f_bavail == 0) return 0;
    // A file system without a limit says 0 of 0.
    return status.f_files == 0 ? (unsigned long)-1 : (unsigned long)status.f_ffree;
}

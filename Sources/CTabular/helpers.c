#define _GNU_SOURCE
#include "include/helpers.h"
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <sys/wait.h>

int anticipate_run_in(posix_spawn_file_actions_t *actions, const char *directory) {
    return posix_spawn_file_actions_addchdir_np(actions, directory);
}

/// More than a run has sources that it reads at once.
enum { most_helpers = 64 };
static _Atomic(pid_t) helpers[most_helpers];

static void end_with_helpers(int number) {
    anticipate_stop_helpers(SIGTERM);
    signal(number, SIG_DFL);
    raise(number);
}

static void watch(int number) {
    struct sigaction now;
    if (sigaction(number, NULL, &now) != 0 || now.sa_handler != SIG_DFL) return;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = end_with_helpers;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

void anticipate_helper_started(pid_t group) {
    watch(SIGINT);
    watch(SIGTERM);
    watch(SIGHUP);
    for (int i = 0; i < most_helpers; i++) {
        pid_t nobody = 0;
        if (atomic_compare_exchange_strong(&helpers[i], &nobody, group)) return;
    }
}

void anticipate_helper_ended(pid_t group) {
    for (int i = 0; i < most_helpers; i++) {
        pid_t own = group;
        if (atomic_compare_exchange_strong(&helpers[i], &own, 0)) return;
    }
}

_Bool anticipate_stop_helpers(int number) {
    _Bool found = 0;
    for (int i = 0; i < most_helpers; i++) {
        const pid_t group = atomic_load(&helpers[i]);
        if (group <= 0) continue;
        found = 1;
        kill(-group, number);
    }
    return found;
}

_Bool anticipate_has_ended(pid_t process, _Bool waits) {
    siginfo_t info;
    memset(&info, 0, sizeof info);
    int result;
    do {
        result = waitid(P_PID, (id_t)process, &info, WEXITED | WNOWAIT | (waits ? 0 : WNOHANG));
    } while (result != 0 && errno == EINTR);
    return result != 0 || info.si_signo != 0;
}

// The helper programs that run now. Each leads a process group, so that it can be ended with all that it has started.
#pragma once
#include <spawn.h>
#include <sys/types.h>

/// Has a program run in a directory.
int anticipate_run_in(posix_spawn_file_actions_t *_Nonnull actions, const char *_Nonnull directory);

/// Remembers a helper. What ends this program by a signal ends the helper's group first, unless somebody else handles
/// the signal: who does calls `anticipate_stop_helpers`.
void anticipate_helper_started(pid_t group);

/// Forgets a helper, before its number can become another's.
void anticipate_helper_ended(pid_t group);

/// Sends a signal to the groups of all helpers; whether there are any.
_Bool anticipate_stop_helpers(int signal);

/// Whether a helper has ended, whose number is still its own.
/// - waits: whether to wait until it has.
_Bool anticipate_has_ended(pid_t process, _Bool waits);

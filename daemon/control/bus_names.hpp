// SPDX-License-Identifier: MIT
// What the daemon is called on the session bus: by itself, and by the commands that ask it.
#pragma once

namespace feedherald::control {

inline constexpr char bus_name[] = "org.feedherald.Daemon";
inline constexpr char object_path[] = "/org/feedherald/Daemon";
inline constexpr char interface_name[] = "org.feedherald.Daemon1";
/** The names of our errors begin so. */
inline constexpr char error_prefix[] = "org.feedherald.Error.";

}  // namespace feedherald::control

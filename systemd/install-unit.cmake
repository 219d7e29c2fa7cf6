# Runs during `cmake --install`: writes the unit and the bus activation file for the prefix in force, and lays them where
# systemd and the session bus look.
get_filename_component(program "${bindir}/feedherald" ABSOLUTE BASE_DIR "${CMAKE_INSTALL_PREFIX}")
# Below a home systemd reads share/systemd/user; below /usr and /usr/local it reads lib/systemd/user.
if(CMAKE_INSTALL_PREFIX MATCHES "/\\.local/?$")
  set(systemd_folder share/systemd)
else()
  set(systemd_folder lib/systemd)
endif()
configure_file("${source}/feedherald.service.in" "${binary}/feedherald.service" @ONLY)
file(INSTALL "${binary}/feedherald.service" DESTINATION "${CMAKE_INSTALL_PREFIX}/${systemd_folder}/user")
configure_file("${source}/org.feedherald.Daemon.service.in" "${binary}/org.feedherald.Daemon.service" @ONLY)
file(INSTALL "${binary}/org.feedherald.Daemon.service" DESTINATION "${CMAKE_INSTALL_PREFIX}/${datadir}/dbus-1/services")
# `journalctl -x` reads it after `journalctl --update-catalog`, which a package does.
file(INSTALL "${source}/feedherald.catalog" DESTINATION "${CMAKE_INSTALL_PREFIX}/${systemd_folder}/catalog")

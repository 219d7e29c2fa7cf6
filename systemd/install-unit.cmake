# Runs during `cmake --install`: writes the unit and the bus activation file for the prefix in force, and lays them where
# systemd and the session bus look.
get_filename_component(program "${bindir}/feedherald" ABSOLUTE BASE_DIR "${CMAKE_INSTALL_PREFIX}")
# Below a home systemd reads share/systemd/user; below /usr and /usr/local it reads lib/systemd/user.
if(CMAKE_INSTALL_PREFIX MATCHES "/\\.local/?$")
  set(unit_folder share/systemd/user)
else()
  set(unit_folder lib/systemd/user)
endif()
configure_file("${source}/feedherald.service.in" "${binary}/feedherald.service" @ONLY)
file(INSTALL "${binary}/feedherald.service" DESTINATION "${CMAKE_INSTALL_PREFIX}/${unit_folder}")
configure_file("${source}/org.feedherald.Daemon.service.in" "${binary}/org.feedherald.Daemon.service" @ONLY)
file(INSTALL "${binary}/org.feedherald.Daemon.service" DESTINATION "${CMAKE_INSTALL_PREFIX}/${datadir}/dbus-1/services")

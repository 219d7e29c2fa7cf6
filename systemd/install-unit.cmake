# Runs during `cmake --install`: writes the unit for the prefix in force and lays it where systemd looks.
get_filename_component(program "${bindir}/feedherald" ABSOLUTE BASE_DIR "${CMAKE_INSTALL_PREFIX}")
# Below a home systemd reads share/systemd/user; below /usr and /usr/local it reads lib/systemd/user.
if(CMAKE_INSTALL_PREFIX MATCHES "/\\.local/?$")
  set(unit_folder share/systemd/user)
else()
  set(unit_folder lib/systemd/user)
endif()
configure_file("${template}" "${unit}" @ONLY)
file(INSTALL "${unit}" DESTINATION "${CMAKE_INSTALL_PREFIX}/${unit_folder}")

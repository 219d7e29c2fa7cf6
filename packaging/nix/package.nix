{ lib, stdenv, cmake, ninja, pkg-config, boost, brotli, cli11, libidn2, libxml2, openssl, re2, sdbus-cpp_2, sqlite
, sqlitecpp, systemd, tomlplusplus, zlib }:

stdenv.mkDerivation {
  pname = "feedherald";
  version = "0.1.0";
  src = lib.cleanSource ../..;

  nativeBuildInputs = [ cmake ninja pkg-config ];
  buildInputs = [ boost brotli cli11 libidn2 libxml2 openssl re2 sdbus-cpp_2 sqlite sqlitecpp systemd tomlplusplus zlib ];
  cmakeFlags = [ "-DBUILD_TESTING=OFF" ];

  meta = {
    description = "Tells you about new posts of RSS, Atom and JSON feeds";
    homepage = "https://feedherald.org";
    license = lib.licenses.mit;
    mainProgram = "feedherald";
    platforms = lib.platforms.linux;
  };
}

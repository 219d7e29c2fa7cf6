{
  description = "Tells you about new posts of RSS, Atom and JSON feeds";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  # Used as `nix build "git+file:.?dir=packaging/nix"`, or as an input with `?dir=packaging/nix`.
  outputs = { self, nixpkgs }:
    let
      systems = [ "x86_64-linux" "aarch64-linux" ];
      each = nixpkgs.lib.genAttrs systems;
    in {
      packages = each (system: rec {
        feedherald = nixpkgs.legacyPackages.${system}.callPackage ./package.nix { };
        default = feedherald;
      });
      homeManagerModules.default = import ./home-manager.nix self;
    };
}

# services.feedherald = { enable = true; settings.feed = [ { url = "https://planet.debian.org/atom.xml"; } ]; };
self:
{ config, lib, pkgs, ... }:
let
  cfg = config.services.feedherald;
  toml = pkgs.formats.toml { };
in {
  options.services.feedherald = {
    enable = lib.mkEnableOption "feedherald, which tells you about new posts";
    package = lib.mkOption {
      type = lib.types.package;
      default = self.packages.${pkgs.stdenv.hostPlatform.system}.default;
      description = "The package that is run.";
    };
    settings = lib.mkOption {
      type = toml.type;
      default = { };
      description = "What config.toml holds; see feedherald.toml(5). Secrets belong into files: use `token_file` and the like.";
    };
  };

  config = lib.mkIf cfg.enable {
    home.packages = [ cfg.package ];
    # With a configuration made here, `feedherald add` writes to feeds.d/ beside it.
    xdg.configFile."feedherald/config.toml" = lib.mkIf (cfg.settings != { }) {
      source = toml.generate "feedherald.toml" cfg.settings;
    };
    # The unit is the one that the package installs: its sandbox, its watchdog, its reload.
    xdg.configFile."systemd/user/feedherald.service".source = "${cfg.package}/lib/systemd/user/feedherald.service";
    xdg.configFile."systemd/user/default.target.wants/feedherald.service".source =
      "${cfg.package}/lib/systemd/user/feedherald.service";
  };
}

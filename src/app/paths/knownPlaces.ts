import type { Surroundings } from '../../core/zones/surroundings.ts';

/**
 * Where keys and start-up files usually lie, relative to HOME: searched for other names of a hard-linked file. Only
 * small, flat places: a browser profile is too large to be compared file by file.
 */
const belowHome: readonly string[] = `
  .ssh .aws .gnupg .kube .azure .oci .docker .config/gcloud .config/gh .config/op
  .config/age .config/sops/age .password-store .netrc .npmrc .pypirc .pgpass
  .git-credentials .vault-token .my.cnf .cargo/credentials.toml .cargo/credentials
  .gem/credentials .terraform.d .qiskit .qcs .config/dwave .config/xanadu-cloud
  .config/pennylane .claude.json .claude/.credentials.json .claude/settings.json
  .codex/auth.json .gemini/oauth_creds.json .gitconfig .config/git .bashrc .bash_profile
  .profile .zshrc .zshenv .zprofile .config/fish .config/autostart .config/systemd
  .config/pinfold .local/state/pinfold .local/share/pinfold
`
  .trim()
  .split(/\s+/);

/** Protected files and folders outside the roots, absolute. They need not exist. */
export function knownPlaces(surroundings: Pick<Surroundings, 'homes'>): readonly string[] {
  return surroundings.homes.flatMap((home) => belowHome.map((place) => `${home}/${place}`));
}

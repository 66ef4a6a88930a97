/**
 * Variables that a shell inherits and that by convention name one place: what the documentation of the tool or the
 * build service says. A command line cannot set them elsewhere than in itself, and what it sets is followed.
 * `~` is HOME, `.` the folder that the agent works in, `#` a temporary folder.
 */
const groups: readonly (readonly [place: string, names: string])[] = [
  // Files and folders that a build service makes for one run.
  [
    '#/ci/{}',
    'GITHUB_OUTPUT GITHUB_ENV GITHUB_PATH GITHUB_STATE GITHUB_STEP_SUMMARY GITHUB_EVENT_PATH RUNNER_TEMP RUNNER_TOOL_CACHE AGENT_TEMPDIRECTORY AGENT_TOOLSDIRECTORY AGENT_BUILDDIRECTORY BUILD_ARTIFACTSTAGINGDIRECTORY BUILD_STAGINGDIRECTORY BUILD_BINARIESDIRECTORY COMMON_TESTRESULTSDIRECTORY BUILDKITE_ENV_FILE CIRCLE_ARTIFACTS CIRCLE_TEST_REPORTS TEST_TMPDIR TEST_UNDECLARED_OUTPUTS_DIR RUNFILES_DIR BATS_TMPDIR BATS_TEST_TMPDIR BATS_FILE_TMPDIR BATS_RUN_TMPDIR AUTOPKGTEST_TMP AUTOPKGTEST_ARTIFACTS OUT_DIR',
  ],
  // The checkout.
  [
    '.',
    'GITHUB_WORKSPACE CI_PROJECT_DIR WORKSPACE BUILD_SOURCESDIRECTORY BUILD_REPOSITORY_LOCALPATH SYSTEM_DEFAULTWORKINGDIRECTORY CIRCLE_WORKING_DIRECTORY TRAVIS_BUILD_DIR BITBUCKET_CLONE_DIR APPVEYOR_BUILD_FOLDER CIRRUS_WORKING_DIR DRONE_WORKSPACE CI_WORKSPACE BUILDKITE_BUILD_CHECKOUT_PATH SEMAPHORE_GIT_DIR CODEBUILD_SRC_DIR BUILD_WORKSPACE_DIRECTORY BUILD_WORKING_DIRECTORY INIT_CWD CARGO_MANIFEST_DIR CLAUDE_PROJECT_DIR',
  ],
  ['./target', 'CARGO_TARGET_DIR'],
  ['./.venv', 'VIRTUAL_ENV'],
  ['#', 'TMPDIR TMP TEMP TEMPDIR'],
  // Folders of users and their tools.
  ['~/.config', 'XDG_CONFIG_HOME'],
  ['~/.cache', 'XDG_CACHE_HOME'],
  ['~/.local/share', 'XDG_DATA_HOME'],
  ['~/.local/state', 'XDG_STATE_HOME'],
  ['~/Desktop', 'XDG_DESKTOP_DIR'],
  ['~/Downloads', 'XDG_DOWNLOAD_DIR'],
  ['~/Documents', 'XDG_DOCUMENTS_DIR'],
  ['~/Pictures', 'XDG_PICTURES_DIR'],
  ['~/go', 'GOPATH'],
  ['~/go/bin', 'GOBIN'],
  ['~/.cargo', 'CARGO_HOME'],
  ['~/.rustup', 'RUSTUP_HOME'],
  ['~/.nvm', 'NVM_DIR'],
  ['~/.pyenv', 'PYENV_ROOT'],
  ['~/.rbenv', 'RBENV_ROOT'],
  ['~/.asdf', 'ASDF_DIR ASDF_DATA_DIR'],
  ['~/.sdkman', 'SDKMAN_DIR'],
  ['~/.volta', 'VOLTA_HOME'],
  ['~/.bun', 'BUN_INSTALL'],
  ['~/.deno', 'DENO_INSTALL DENO_DIR'],
  ['~/.local/share/pnpm', 'PNPM_HOME'],
  ['~/.virtualenvs', 'WORKON_HOME'],
  ['~/.oh-my-zsh', 'ZSH'],
  ['~/.oh-my-zsh/custom', 'ZSH_CUSTOM'],
  ['~/miniconda3', 'CONDA_PREFIX CONDA_ROOT MAMBA_ROOT_PREFIX'],
  ['~/.codex', 'CODEX_HOME'],
  ['~/.claude', 'CLAUDE_CONFIG_DIR'],
  // Installed by the system.
  ['/usr/local/bin:/usr/bin:/bin', 'PATH'],
  ['/usr/java', 'JAVA_HOME JDK_HOME'],
  ['/usr/go', 'GOROOT'],
  ['/usr/maven', 'M2_HOME MAVEN_HOME'],
  ['/usr/gradle', 'GRADLE_HOME'],
  ['/usr/dotnet', 'DOTNET_ROOT'],
  ['/usr/cuda', 'CUDA_HOME CUDA_PATH'],
  ['/usr/spark', 'SPARK_HOME'],
  ['/usr/hadoop', 'HADOOP_HOME'],
  ['/opt/homebrew', 'HOMEBREW_PREFIX'],
  // Credentials, and what runs by itself.
  ['~/.kube/config', 'KUBECONFIG'],
  ['~/.gnupg', 'GNUPGHOME'],
  ['~/.docker', 'DOCKER_CONFIG'],
  ['~/.netrc', 'NETRC'],
  ['~/.aws/credentials', 'AWS_SHARED_CREDENTIALS_FILE'],
  ['~/.aws/config', 'AWS_CONFIG_FILE'],
  ['~/.config/gcloud', 'CLOUDSDK_CONFIG'],
  ['~/.config/gcloud/application_default_credentials.json', 'GOOGLE_APPLICATION_CREDENTIALS'],
  ['~/.azure', 'AZURE_CONFIG_DIR'],
  ['~/.pgpass', 'PGPASSFILE'],
  ['~/.npmrc', 'NPM_CONFIG_USERCONFIG npm_config_userconfig'],
  ['~/.config/pip/pip.conf', 'PIP_CONFIG_FILE'],
  ['~/.password-store', 'PASSWORD_STORE_DIR'],
  ['~/.config/sops/age/keys.txt', 'SOPS_AGE_KEY_FILE'],
  ['~/.terraformrc', 'TF_CLI_CONFIG_FILE'],
  ['~/.gitconfig', 'GIT_CONFIG_GLOBAL'],
  ['~/.bash_history', 'HISTFILE'],
  ['~/.bashrc', 'BASH_ENV'],
  ['~', 'ZDOTDIR'],
];

const places: ReadonlyMap<string, string> = new Map(
  groups.flatMap(([place, names]) =>
    names.split(' ').map((name) => [name, place.replace('{}', name.toLowerCase())] as const),
  ),
);

/** Where the variable points by convention; null for one of which nothing is known. */
export function conventionalPlace(
  name: string,
  { home, cwd, temporary }: { home: string; cwd: string; temporary: string },
): string | null {
  const place = places.get(name);
  if (place === undefined) return null;
  const starts: Readonly<Record<string, string>> = { '~': home, '.': cwd, '#': temporary };
  const start = starts[place.slice(0, 1)];
  return start === undefined ? place : start + place.slice(1);
}

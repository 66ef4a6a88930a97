/** Names of environment variables that let npm find its registry, its certificates and its cache. */
const npmSettings = [
  'registry',
  'cafile',
  'cache',
  'userconfig',
  'globalconfig',
  'proxy',
  'https_proxy',
  'noproxy',
  'strict_ssl',
].map((setting) => `npm_config_${setting}`);

const networkSettings = [
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'ssl_cert_file',
  'ssl_cert_dir',
  'node_extra_ca_certs',
];

/** Without these, programs do not start at all on the platform that knows them. */
const platformSettings = ['systemroot', 'comspec', 'pathext', 'windir'];

/**
 * The part of this process's environment that a child may see. Children never get all of it: whoever runs the tests
 * has tokens there.
 */
export function pickEnvironment(names: readonly string[]): Record<string, string> {
  const wanted = new Set([...names, ...platformSettings].map((name) => name.toLowerCase()));
  const picked: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && wanted.has(name.toLowerCase())) picked[name] = value;
  }
  return picked;
}

/** What `npm` needs to install from wherever this machine is set up to install from. */
export function npmEnvironment(): Record<string, string> {
  return pickEnvironment([
    'PATH',
    'HOME',
    'USERPROFILE',
    'APPDATA',
    'LOCALAPPDATA',
    'TMPDIR',
    'TEMP',
    ...npmSettings,
    ...networkSettings,
  ]);
}

import type { Advice } from './advice.ts';

/** Secrets that no single provider issues. */
export const generalAdvice: readonly Advice[] = [
  {
    id: 'unknown',
    name: 'whoever issued it',
    steps:
      'Find out who issued it, revoke it there, and make a new one. Deleting the line is not enough: it stays in the history.',
    rules: ['generic'],
  },
  {
    id: 'environment',
    name: 'whoever issued each value',
    steps:
      'Treat every value in it as known: revoke each where it was issued, make new ones, and keep them out of the tree (the environment, a secret manager, a file outside the project).',
  },
  {
    id: 'password',
    name: 'the system that asks for it',
    steps: 'Change the password there and everywhere else where it is used, and end open sessions.',
    rules: ['curl-auth', 'hardcoded-password', 'basic-auth', 'url-login', 'sidekiq', 'freemius'],
  },
  {
    id: 'password-hashes',
    name: 'the system that checks them',
    steps:
      'Weak passwords can be guessed from their hashes: let every user named in it set a new one.',
    command: 'passwd USER',
  },
  {
    id: 'ssh',
    name: 'the machines and services that trust the key',
    steps:
      'Remove its public half from every authorized_keys file, code host and cloud that knows it, make a new key with a passphrase, and add that.',
    command: 'ssh-keygen -t ed25519',
    rules: ['private-key'],
  },
  {
    id: 'ssh-host',
    name: 'this machine',
    steps:
      'Make new host keys, restart the SSH service, and tell those who connect the new fingerprints.',
    command: 'ssh-keygen -A',
  },
  {
    id: 'tls',
    name: 'the authority that issued the certificate',
    steps:
      'Revoke the certificate, make a new key and a new certificate, and install them where the old ones were.',
    command: 'certbot revoke --cert-path CERTIFICATE --reason keycompromise',
  },
  {
    id: 'keystore',
    name: 'the authorities that issued the certificates in it',
    steps:
      'Revoke the certificates of the keys in it, make new keys in a new store with a new password, and replace it where it is used.',
    command: 'keytool -list -v -keystore FILE',
  },
  {
    id: 'gpg',
    name: 'you, and those who trust the key',
    steps: 'Publish its revocation certificate, make a new key, and tell those who encrypt to you.',
    command: 'gpg --gen-revoke KEY',
  },
  {
    id: 'age',
    name: 'you',
    steps:
      'Make a new key, encrypt every file anew for it and without the old one, and change the secrets that the old one could open.',
    command: 'sops updatekeys FILE',
    rules: ['age-secret-key'],
  },
  {
    id: 'vpn',
    name: 'the operator of the network',
    steps: 'Have the key or password withdrawn on the server, and get a new profile.',
  },
  {
    id: 'kerberos',
    name: 'the administrators of the realm',
    steps: 'Have the key of the principal changed and a new keytab exported; destroy tickets.',
    command: 'kdestroy -A',
  },
  {
    id: 'history',
    name: 'whoever issued what was typed',
    steps:
      'Look through it for typed passwords and tokens, revoke those where they were issued, and remove the lines.',
  },
  {
    id: 'database',
    name: 'the database',
    steps:
      'Change the password of the user, end its sessions, and look at who may connect from where.',
    command: "ALTER ROLE name WITH PASSWORD '…'",
    rules: ['database-url', 'mongodb', 'postgres', 'mysql', 'planetscale', 'clickhouse'],
    environment: ['PGPASSWORD', 'MYSQL_PWD', 'REDISCLI_AUTH', 'DATABASE_URL', 'MONGODB_URI'],
  },
  {
    id: 'file-transfer',
    name: 'the server that it logs in to',
    steps:
      'Change the password on that server, or replace it by a key, and look at what was uploaded.',
  },
  {
    id: 'mail',
    name: 'the mail provider',
    steps: 'Change the password or withdraw the app password, and look at rules that forward mail.',
  },
  {
    id: 'browser',
    name: 'every site that is logged in there',
    steps:
      'End all sessions at the important sites, change saved passwords, and set a new primary password.',
  },
  {
    id: 'messenger',
    name: 'the messenger',
    steps: 'End all other sessions in its settings, under devices.',
  },
  {
    id: 'password-manager',
    name: 'the password manager',
    steps:
      'Change the main password, end all sessions, and change the passwords that matter most: a copy of the database can be tried without limit.',
  },
  {
    id: 'keychain',
    name: 'this machine',
    steps: 'Change the login password, and change the secrets in the key ring that matter most.',
  },
  {
    id: 'wallet',
    name: 'nobody: keys of wallets cannot be revoked',
    steps: 'Move everything to a new wallet with new keys at once.',
  },
  {
    id: 'web-framework',
    name: 'your application',
    steps:
      'Set a new secret key, which ends all sessions, and change the passwords of the services in the file.',
    rules: ['django', 'laravel', 'flask'],
    environment: ['SECRET_KEY_BASE', 'DJANGO_SECRET_KEY', 'APP_KEY'],
  },
  {
    id: 'rails',
    name: 'your application',
    steps:
      'Change every secret in the encrypted credentials, then make a new master key and encrypt them with it.',
    command: 'rails credentials:edit',
    environment: ['RAILS_MASTER_KEY'],
  },
  {
    id: 'ansible',
    name: 'you',
    steps:
      'Encrypt the vaults with a new password, and change the secrets in them: old versions open with the old one.',
    command: 'ansible-vault rekey FILE',
    environment: ['ANSIBLE_VAULT_PASSWORD'],
  },
  {
    id: 'kubernetes',
    name: 'the cluster',
    steps:
      'Delete the token or service account that it names. A client certificate cannot be revoked: remove its rights, or rotate the authority of the cluster.',
    command: 'kubectl delete serviceaccount NAME',
    rules: ['kubernetes', 'openshift'],
  },
  {
    id: 'registry',
    name: 'the registry',
    steps: 'Revoke the token in the registry’s account settings and log in anew.',
    rules: [
      'artifactory',
      'jfrog',
      'nuget',
      'clojars',
      'packagist',
      'sonatype',
      'hex-',
      'cloudsmith',
    ],
    environment: ['ARTIFACTORY_API_KEY', 'NUGET_API_KEY', 'CLOUDSMITH_API_KEY'],
  },
];

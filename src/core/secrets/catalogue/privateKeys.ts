import type { SecretFamily } from './secretFile.ts';
import { system } from './systemFolders.ts';

/** Private keys by the names that programs and people give them. */
export const privateKeys: SecretFamily = {
  rule: 'secrets.private-key',
  title: 'a private key',
  files: [
    {
      id: 'rails-master-key',
      what: 'the key that opens the encrypted credentials of a Rails application',
      by: 'rails',
      paths: ['master.key'],
    },
    {
      id: 'ssh-private-key',
      what: 'a private SSH key',
      by: 'ssh',
      paths: [
        'id_{rsa,dsa,ecdsa,ed25519,ecdsa_sk,ed25519_sk}',
        'id_@(rsa|dsa|ecdsa|ed25519)[-._~]*',
        '{deploy,ci,host,ssh_host,ssh,github,gitlab,bitbucket}_{rsa,ecdsa,ed25519}{,_key}',
        'ssh_host_dsa_key',
        '*.{ppk,PPK}',
      ],
    },
    {
      id: 'tls-private-key',
      what: 'a private key, often of a TLS certificate',
      by: 'tls',
      paths: ['*.{pem,key,p8,pvk,PEM,KEY}'],
    },
    {
      id: 'keystore',
      what: 'a key store with private keys',
      by: 'keystore',
      paths: ['*.{p12,pfx,pkcs12,jks,jceks,bks,keystore,P12,PFX}'],
    },
    {
      id: 'private-key-copy',
      what: 'a copy of a private key or a key store',
      by: 'tls',
      paths: [
        '*.@(pem|key|p12|pfx|jks|keystore|ppk|p8).{bak,old,orig,save,backup}',
        '*.@(pem|key|p12|pfx|jks|keystore|ppk|p8)~',
      ],
    },
    {
      id: 'openpgp-private-key',
      what: 'a private OpenPGP key',
      by: 'gpg',
      paths: ['{,*.}gpg-private*.asc', 'secring.{gpg,pgp,skr}', 'private-keys-v1.d'],
    },
    {
      id: 'kerberos-keytab',
      what: 'keys of a Kerberos principal',
      by: 'kerberos',
      paths: ['*.keytab'],
    },
    {
      id: 'openvpn-profile',
      what: 'a VPN profile, mostly with its private key inside',
      by: 'vpn',
      paths: ['*.ovpn'],
    },
  ],
  except: [
    '**/?(*[-_.])@(cert|certs|certificate|certificates|chain|fullchain|cacert|cacerts|bundle|public|pub|ca).pem',
    '**/@(root|rootCA|rootca|root_ca|root-ca|ca-root).pem',
    '**/*.pub',
    // Folders of code have such names too.
    '**/*_{rsa,ecdsa,ed25519}{,_key}/*/**',
    '**/id_*.@(c|cs|go|java|js|md|py|rb|rs|ts)',
    '**/*.{pub,public,crt,cert}.pem',
    '**/?(*[-_.])@(pub|public)?([-_])?(key).{pem,key}',
    ...system,
  ],
};

import type { SecretFamily } from './secretFile.ts';

/** The machine's own secrets. */
export const systemFamily: SecretFamily = {
  rule: 'credentials.system',
  title: 'a system file with passwords, keys or the memory of a process',
  files: [
    {
      id: 'system-passwords',
      what: 'hashed passwords of this machine’s users, or who may become whom',
      by: 'password-hashes',
      paths: [
        '/etc/{shadow,gshadow,shadow-,gshadow-}',
        '/etc/sudoers{,.d}',
        '/etc/security/opasswd',
        '/var/lib/sss/secrets',
      ],
    },
    {
      id: 'system-keys',
      what: 'private keys of this machine',
      by: 'tls',
      paths: [
        '/etc/ssl/private',
        '/etc/pki/{tls/private,rpm-gpg-private}',
        '/etc/letsencrypt/{archive,accounts,keys}',
        '/etc/{ipsec.secrets,ipsec.d/private}',
        '/var/lib/docker/swarm/certificates',
        '/var/lib/tailscale',
      ],
    },
    {
      id: 'system-network',
      what: 'passwords of networks and VPNs',
      by: 'vpn',
      paths: [
        '/etc/wireguard',
        '/etc/NetworkManager/system-connections',
        '/etc/wpa_supplicant/*.conf',
        '/etc/ppp/{chap,pap}-secrets',
        '/etc/openvpn/**/{auth,pass,login,credentials,secret,up}*',
        '/etc/openvpn/**/*.key',
      ],
    },
    {
      id: 'system-services',
      what: 'passwords of this machine’s services',
      by: 'password',
      paths: [
        '/etc/{davfs2/secrets,exim4/passwd.client,mysql/debian.cnf,credstore,credstore.encrypted,cifs-credentials,smbcredentials}',
        '/etc/postfix/sasl_passwd{,.db}',
        '/run/credentials',
        '/var/lib/systemd/credential.secret',
        '/{run,var/run}/{secrets,secrets.d,agenix,agenix.d}',
        '/run/user/*/{secrets,secrets.d,agenix,agenix.d,keyring}',
      ],
    },
    {
      id: 'kerberos',
      what: 'Kerberos keys and tickets',
      by: 'kerberos',
      paths: ['/etc/krb5.keytab', '/tmp/krb5cc*'],
    },
    {
      id: 'process-memory',
      what: 'the environment or memory of a process',
      by: 'environment',
      paths: [
        '/proc/*/{environ,mem}',
        '/proc/*/task/*/{environ,mem}',
        '/proc/kcore',
        '/dev/{mem,kmem}',
      ],
    },
  ],
};

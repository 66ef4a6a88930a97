import type { ProgramGroup } from './types.ts';

/** Keys, certificates, passwords. */
export const security: ProgramGroup = {
  'gpg|gpg2|gpgsm': {
    operands: 'read',
    values: {
      write: '-o --output --log-file',
      word: '-u --local-user -r --recipient -R --hidden-recipient --keyserver --cipher-algo --passphrase-fd --pinentry-mode --status-fd --trust-model --default-key --digest-algo --compress-algo --batch-name --logger-fd',
      text: '--passphrase',
      rewrite: '--homedir --keyring --secret-keyring --primary-keyring',
      read: '--passphrase-file --options',
    },
    switches: [
      {
        on: '--list-keys -k --list-secret-keys -K --fingerprint --recv-keys --export --export-secret-keys --gen-key --generate-key --full-generate-key --edit-key --delete-keys --delete-secret-keys --send-keys --search-keys --refresh-keys --sign-key --export-ownertrust --receive-keys --quick-generate-key',
        operands: 'word',
      },
    ],
  },
  openssl: {
    subcommands: {
      'enc|rsa|x509|req|dgst|pkey|genrsa|genpkey|rand|pkcs12|pkcs8|pkcs7|smime|cms|ec|ecparam|dsa|dhparam|crl|verify|passwd|asn1parse|rsautl|pkeyutl|ca|ts|sha256|sha1|sha512|md5|base64|aes-256-cbc|version|ciphers|speed|errstr|list|help|prime|storeutl|kdf|mac|s_server':
        {
          singleDash: true,
          operands: 'perhaps',
          values: {
            read: '-in -inkey -key -CA -CAkey -cert -CAfile -config -extfile -certfile -sign -verify -prverify -kfile -rand -signature -passin-file -untrusted -content -signer -recip -peerkey',
            write: '-out -keyout -writerand -signature-out',
            word: '-days -newkey -nodes-bits -K -iv -S -name -set_serial -md -digest -extensions -curve -outform -inform -form -keyform -algorithm -pkeyopt -iter -nameopt -checkend -purpose -salt-length',
            text: '-subj -passin -passout -pass -k -addext',
          },
          prints: 'decoded',
        },
      's_client|s_time|ocsp': {
        special: 'sendsInput',
        singleDash: true,
        values: {
          send: '-connect -host -url',
          word: '-port -servername -starttls -cipher -proxy -alpn -verify',
          read: '-cert -key -CAfile -in -issuer',
          write: '-msgfile -keylogfile -respout',
        },
        prints: 'download',
      },
    },
  },
  'ssh-keygen': {
    operands: 'read',
    values: {
      rewrite: '-f',
      read: '-D -T -s',
      word: '-t -b -C -N -P -F -R -H -E -I -m -n -V -O -Y -a -z',
    },
    optional: '-l',
  },
  'ssh-add': { operands: 'read', values: { word: '-t -E -H -h', read: '-T -s -e' } },
  'ssh-copy-id': { operands: 'send', values: { read: '-i -F', word: '-p -o -t' } },
  'ssh-keyscan': { operands: 'host', values: { word: '-p -t -T', read: '-f' } },
  'age|rage|minisign|signify': {
    operands: 'read',
    values: {
      read: '-i --identity -R --recipients-file -s -p -m',
      write: '-o --output',
      word: '-r --recipient',
    },
  },
  'age-keygen': { operands: 'read', values: { write: '-o --output' } },
};

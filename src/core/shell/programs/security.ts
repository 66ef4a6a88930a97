import type { ProgramFacts, ProgramGroup } from './types.ts';

/** Options that the subcommands of openssl share; `input` is what becomes of the file that `-in` names. */
function opensslFacts(input: 'read' | 'use'): ProgramFacts {
  const read = '-config -extfile -prverify -rand -signature -passin-file -content';
  const used =
    '-inkey -key -signkey -force_pubkey -CA -CAkey -cert -CAfile -certfile -keyfile -sign -verify -kfile -untrusted -signer -recip -peerkey -dkey -dcert';
  return {
    singleDash: true,
    operands: 'perhaps',
    values: {
      read: input === 'read' ? `-in ${read}` : read,
      use: input === 'use' ? `-in ${used}` : used,
      write: '-out -keyout -writerand -signature-out',
      text: '-subj -passin -passout -pass -k -addext',
      word: '-days -newkey -nodes-bits -K -iv -S -name -set_serial -md -digest -extensions -curve -outform -inform -form -keyform -algorithm -pkeyopt -iter -nameopt -checkend -purpose -salt-length',
    },
    prints: 'decoded',
  };
}

/** Keys, certificates, passwords. */
export const security: ProgramGroup = {
  'gpg|gpg2|gpgsm': {
    operands: 'read',
    values: {
      write: '-o --output --log-file',
      word: '-u --local-user -r --recipient -R --hidden-recipient --keyserver --cipher-algo --passphrase-fd --pinentry-mode --status-fd --trust-model --default-key --digest-algo --compress-algo --logger-fd',
      text: '--passphrase',
      rewrite: '--homedir --keyring --secret-keyring --primary-keyring',
      read: '--options',
      use: '--passphrase-file',
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
      'enc|genrsa|genpkey|rand|pkcs12|pkcs8|pkcs7|smime|cms|dgst|passwd|asn1parse|rsautl|pkeyutl|sha256|sha1|sha512|md5|base64|aes-256-cbc|version|speed|errstr|list|help|prime|storeutl|kdf|mac':
        opensslFacts('read'),
      // Certificates, requests and parameters: of anything else that they are given they show nothing.
      'x509|req|verify|crl|crl2pkcs7|nseq|spkac|ca|ts|dhparam|ecparam|dsaparam|pkeyparam|ciphers|s_server':
        opensslFacts('use'),
      'rsa|pkey|ec|dsa': { ...opensslFacts('read'), special: 'keyTool' },
      's_client|s_time|ocsp': {
        special: 'sendsInput',
        singleDash: true,
        values: {
          send: '-connect -host -url',
          word: '-port -servername -starttls -cipher -proxy -alpn -verify',
          read: '-in -issuer',
          use: '-cert -key -CAfile',
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
      word: '-t -b -C -N -P -F -E -I -m -n -V -O -Y -a -z',
      text: '-R',
    },
    special: 'knownHosts',
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
  // Signing, certificates and key stores: what they work with is named by an option.
  'keytool|jarsigner|apksigner|certtool|codesign|signtool|bundletool|step|step-cli|certbot|mkcert|cfssl|rpmsign|debsign|sbsign|ukify|kmodsign|osslsigncode|notation|cosign|in-toto|sigtool|guacd|putty|plink|stunnel|tomb':
    {
      operands: 'perhaps',
      singleDash: true,
      values: {
        mayUse:
          '-keystore -ks -i -k -K -C -srckeystore -destkeystore -p12 -pkcs12 --key --cert --load-privkey --load-ca-privkey --load-certificate --load-ca-certificate',
        write: '--outfile -signedjar',
        text: '-alias -storepass -keypass -dname -validity -keyalg -keysize -P -pw -l',
      },
    },
};

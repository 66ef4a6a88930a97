import type { ProgramGroup } from './types.ts';

const sending =
  '-d --data --data-ascii --data-binary --data-raw --data-urlencode -F --form --form-string -T --upload-file --json';

/** Programs that talk to other machines. */
export const network: ProgramGroup = {
  curl: {
    special: 'download',
    operands: 'host',
    values: {
      host: '--url',
      at: '-d --data --data-ascii --data-binary --json -H --header --proxy-header -w --write-out --url-query',
      perhaps: '-b --cookie',
      mention: '-E --cert --key --proxy-cert --proxy-key',
      form: '-F --form --data-urlencode',
      word: '--request -m --max-time --connect-timeout --retry --retry-delay --retry-max-time --range -C --continue-at --proxy-user --resolve --connect-to --interface --limit-rate --max-redirs --ciphers --tls-max --tlsv1.2-ciphers --aws-sigv4 --time-cond --oauth2-bearer --pass --max-filesize --speed-limit --speed-time -y -Y -t --telnet-option --dns-servers --noproxy --socks5 --socks5-hostname --unix-socket-path --proto --proto-redir --parallel-max --rate',
      text: '--data-raw --form-string -X -A --user-agent -e --referer -u --user -r -x --proxy -U -z',
      source: '-K --config',
      read: '-T --upload-file --netrc-file --cacert --crlfile --proxy-cacert --capath --pubkey --variable',
      write:
        '-o --output -D --dump-header -c --cookie-jar --trace --trace-ascii --stderr --etag-save --hsts --alt-svc --libcurl --output-dir',
      rewrite: '--unix-socket --abstract-unix-socket',
    },
    switches: [{ on: sending, operands: 'send' }],
    prints: 'download',
  },
  'wget|wget2': {
    special: 'download',
    operands: 'host',
    values: {
      read: '-i --input-file --post-file --body-file --load-cookies --ca-certificate --config',
      use: '--certificate --private-key',
      write: '-O --output-document -o --output-file -a --append-output --save-cookies --warc-file',
      directory: '-P --directory-prefix',
      word: '-t --tries -T --timeout -w --wait -l --accept --reject --domains --limit-rate -Q --quota --cut-dirs --bind-address --max-redirect --prefer-family --progress -e --ciphers --base -B --waitretry --read-timeout --connect-timeout --dns-timeout',
      text: '-U --user-agent --header --user --password --post-data --body-data --method --level -A -R -D -I -X --referer --execute --http-user --http-password',
    },
    switches: [{ on: '--post-file --post-data --body-file --body-data', operands: 'send' }],
    prints: 'download',
  },
  'http|https|xh|xhs|httpie|curlie': {
    special: 'requestItems',
    values: {
      write: '-o --output',
      word: '--auth-type --timeout --verify --print --boundary --max-redirects --ssl --cert-key-pass --default-scheme',
      text: '-a --auth -A --proxy -p -s --style --raw --pretty --method',
      read: '--session --session-read-only',
      use: '--cert --cert-key',
    },
  },
  // Its templates may start with `~`, which it expands itself.
  'youtube-dl|yt-dlp|gallery-dl|you-get': {
    operands: 'host',
    values: {
      output: '-o --output -P --paths --cache-dir -d --dest --directory -D',
      read: '-a --batch-file --cookies --config-location --config-locations --load-info-json',
      text: '-f --format -S --proxy --user-agent --referer -r --limit-rate -R --retries --audio-format',
      command: '--exec',
    },
    prints: 'download',
  },
  'aria2c|axel|fetch|lwp-request|GET|httpx': {
    operands: 'host',
    values: {
      write: '-o --out --output -O -d --dir -l --log --output-document',
      read: '-i --input-file --load-cookies --conf-path -cookie_file',
      word: '-s -x -j --split --max-connection-per-server -n -f -dump -useragent',
      text: '--format',
    },
    prints: 'download',
  },
  'ssh|autossh|mosh|slogin': {
    special: 'remoteShell',
    values: {
      mention: '-i -I -S',
      read: '-F',
      write: '-E',
      word: '-p -l -o -L -R -D -W -J -b -B -c -e -m -O -Q -w -M --ssh -P',
      text: '--port',
    },
  },
  'scp|pscp': {
    operands: 'remote',
    last: 'remoteTarget',
    values: { mention: '-i', read: '-F', word: '-P -l -o -c -J -D -X', command: '-S' },
    recursive: '-r',
    brings: { format: 'folder', operands: 'sources target', trees: '-r', remote: true },
  },
  rsync: {
    operands: 'remote',
    last: 'remoteTarget',
    values: {
      command: '-e --rsh',
      word: '--bwlimit --timeout --max-size --min-size --chmod -M -B --compress-level --chown --usermap --groupmap --modify-window --contimeout --address --sockopts --iconv',
      text: '--rsync-path -f --filter --exclude --include --port --suffix --info --debug --remote-option --block-size --out-format --log-file-format',
      names: '--files-from',
      read: '--exclude-from --include-from --password-file --read-batch --early-input',
      write: '--log-file --backup-dir --partial-dir -T --temp-dir --write-batch --only-write-batch',
      mention: '--compare-dest --copy-dest --link-dest',
    },
    recursive: '-a -r --archive --recursive --files-from',
    brings: {
      format: 'folder',
      operands: 'sources target',
      trees: '-a -r --archive --recursive --files-from',
      slashMeans: 'contents',
      remote: true,
      except: '--exclude',
      exceptTrees: true,
      exceptUnless: '--include --include-from --filter -f -F',
      clears: '--delete --del --delete-before --delete-during --delete-delay --delete-after',
      unless: '-n --dry-run --list-only --only-write-batch',
    },
  },
  'rclone|gsutil|aws|az|gcloud|s3cmd|s5cmd|azcopy|mc|b2|doctl|oci|aliyun|ossutil': {
    special: 'cloudStorage',
    values: {
      perhaps:
        '--cli-input-json --cli-input-yaml --config-file --body --filter-from --files-from --include-from --exclude-from --template-file --user-data --policy-document --zip-file --flags-file --metadata-from-file --secret-string --file -f',
      tree: '--source -s',
      write: '--log-file --outfile --output-file',
      word: '--profile --region --endpoint-url --output --acl --account-name --container-name --name --resource-group -g --project --zone --transfers --checkers --bwlimit --dest-dir --content-type --cache-control --subscription --location --destination -d --destination-path',
      text: '--query --exclude --include --bucket --key -n --format --filter --storage-class',
    },
  },
  ftp: {
    special: 'fileTransfer',
    values: { write: '-o', word: '-P -p -s -k -w -r -q -D -T -N' },
  },
  'sftp|lftp|ncftp|ncftpput|tftp|psftp|atftp': {
    special: 'fileTransfer',
    values: {
      mention: '-i',
      read: '-F -b',
      word: '-P -o -l -J -B -R -p -X -u',
      command: '-S',
      code: '-e -c',
    },
  },
  'nc|ncat|netcat|telnet|nc.openbsd|nc.traditional': {
    special: 'rawConnection',
    values: {
      command: '-c --sh-exec',
      word: '-e --exec -p --source-port -s --source -w --wait -i --idle-timeout -q -X -x -P --proxy-auth -I -O -T -V -m --max-conns -d --delay --escape --proxy-type --allow --deny --allowfile --denyfile -g -G -b',
      text: '--proxy',
      script: '--lua-exec',
      write: '-o --output --hex-dump',
      use: '--ssl-cert --ssl-key --ssl-trustfile',
      rewrite: '-U --unixsock',
    },
  },
  'socat|socat1': {
    special: 'relay',
    values: { write: '-lf -r -R', word: '-t -T -b -lp -L -W -lm' },
    singleDash: true,
  },
  'ping|ping6|traceroute|tracepath|arping': {
    operands: 'host',
    values: {
      word: '-c -i -t -W -w -p -s -I -m -q -n -f -T -r -k -y -b -e --top-ports --script -P',
      write: '-oN -oX -oG -oA -o',
      read: '-iL',
    },
    prints: 'word',
  },
  'ifconfig|netstat|route|iwconfig|nmcli|resolvectl|networkctl|ethtool|scutil|networksetup|iptables|ufw|firewall-cmd':
    { operands: 'word', values: {} },
  'mail|mailx|mutt|neomutt|s-nail|heirloom-mailx|sendmail|msmtp|sendemail': {
    special: 'mail',
    values: {
      word: '-b -c -r -S -f --from --from-address --host -e -q -d -u -o -m -t',
      text: '-s --subject --port',
      read: '-a -A --attach -F -i -H --body',
    },
  },
  swaks: {
    operands: 'word',
    values: {
      send: '--to -t --server -s',
      read: '--attach --body --data --attach-body --config',
      word: '--from -f --auth-user --auth-password --h-Subject --helo --ehlo',
      text: '--auth --header --port',
    },
  },
  'ngrok|cloudflared|lt|localtunnel|bore|zrok|devtunnel|pagekite|pinggy|chisel|frpc|gotty|ttyd|sshx|wetty':
    {
      special: 'tunnel',
      operands: 'perhaps',
      values: { read: '--config -c', word: '--url -p --subdomain -s --log', text: '--port' },
    },
  'serve|http-server|live-server|http.server|SimpleHTTPServer|pyftpdlib|webfsd|darkhttpd|miniserve|simple-http-server|static-server':
    {
      special: 'serveFolder',
      values: {
        tree: '-d --directory',
        word: '-b --bind -p -l --listen -a --host -i -P -t --protocol -c -C -K -S --cert --mount --watch --entry-file --open --wait --cors',
        text: '--port --proxy --key --ignore',
      },
    },
  'tcpdump|tshark|wireshark|ngrep|mitmproxy|mitmdump': {
    operands: 'word',
    values: { write: '-w', read: '-r -F -s', word: '-i -c -s -C -G -Y -f -p', command: '-z' },
  },
};

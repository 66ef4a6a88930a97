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
      at: '-d --data --data-ascii --data-binary --data-urlencode --json -H --header --proxy-header -w --write-out --url-query',
      perhaps: '-b --cookie',
      mention: '-E --cert --key --proxy-cert --proxy-key',
      form: '-F --form',
      word: '--data-raw --form-string -X --request -A --user-agent -e --referer -u --user -m --max-time --connect-timeout --retry --retry-delay --retry-max-time -r --range -C --continue-at -x --proxy -U --proxy-user --resolve --connect-to --interface --limit-rate --max-redirs --ciphers --tls-max --tlsv1.2-ciphers --aws-sigv4 -z --time-cond --oauth2-bearer --pass --max-filesize --speed-limit --speed-time -y -Y -t --telnet-option --dns-servers --noproxy --socks5 --socks5-hostname --unix-socket-path --proto --proto-redir --parallel-max --rate',
      read: '-T --upload-file -K --config --netrc-file --cacert --crlfile --proxy-cacert --capath --pubkey --variable',
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
      word: '-t --tries -T --timeout -w --wait -U --user-agent --header --user --password --post-data --body-data --method -l --level -A --accept -R --reject -D --domains -I -X --limit-rate -Q --quota --referer --cut-dirs --bind-address --max-redirect --prefer-family --progress -e --execute --ciphers --base -B --http-user --http-password --waitretry --read-timeout --connect-timeout --dns-timeout',
    },
    switches: [{ on: '--post-file --post-data --body-file --body-data', operands: 'send' }],
    prints: 'download',
  },
  'http|https|xh|xhs|httpie|curlie': {
    special: 'requestItems',
    values: {
      write: '-o --output',
      word: '-a --auth -A --auth-type --timeout --proxy --verify -p --print -s --style --raw --boundary --pretty --max-redirects --ssl --cert-key-pass --default-scheme --method',
      read: '--session --session-read-only',
      use: '--cert --cert-key',
    },
  },
  'aria2c|axel|lynx|w3m|links|elinks|fetch|lwp-request|GET|youtube-dl|yt-dlp|httpx': {
    operands: 'host',
    values: {
      write: '-o --out --output -O -d --dir -l --log --output-document',
      read: '-i --input-file --load-cookies --conf-path -cookie_file',
      word: '-s -x -j --split --max-connection-per-server -n -f --format -dump -useragent',
    },
    prints: 'download',
  },
  'ssh|autossh|mosh|slogin': {
    special: 'remoteShell',
    values: {
      mention: '-i -I -S',
      read: '-F',
      write: '-E',
      word: '-p -l -o -L -R -D -W -J -b -B -c -e -m -O -Q -w -M --ssh --port -P',
    },
  },
  'scp|pscp': {
    operands: 'remote',
    last: 'remoteTarget',
    values: { mention: '-i', read: '-F', word: '-P -l -o -c -J -D -X', command: '-S' },
    recursive: '-r',
  },
  rsync: {
    operands: 'remote',
    last: 'remoteTarget',
    values: {
      command: '-e --rsh',
      word: '--rsync-path -f --filter --exclude --include --port --bwlimit --timeout --max-size --min-size --suffix --chmod --info --debug -M --remote-option --block-size -B --compress-level --chown --usermap --groupmap --modify-window --contimeout --out-format --log-file-format --address --sockopts --iconv',
      read: '--exclude-from --include-from --files-from --password-file --read-batch --early-input',
      write: '--log-file --backup-dir --partial-dir -T --temp-dir --write-batch --only-write-batch',
      mention: '--compare-dest --copy-dest --link-dest',
    },
    recursive: '-a -r --archive --recursive --files-from',
  },
  'rclone|gsutil|aws|az|gcloud|s3cmd|s5cmd|azcopy|mc|b2|doctl|oci|aliyun|ossutil': {
    special: 'cloudStorage',
    values: {
      perhaps:
        '--cli-input-json --cli-input-yaml --config-file --body --filter-from --files-from --include-from --exclude-from --template-file --user-data --policy-document --zip-file --flags-file --metadata-from-file --secret-string --file -f',
      tree: '--source -s',
      write: '--log-file --outfile --output-file',
      word: '--profile --region --endpoint-url --output --query --exclude --include --acl --bucket --key --account-name --container-name --name -n --resource-group -g --project --zone --format --filter --transfers --checkers --bwlimit --dest-dir --storage-class --content-type --cache-control --subscription --location --destination -d --destination-path',
    },
  },
  'sftp|lftp|ftp|ncftp|ncftpput|tftp|psftp|atftp': {
    special: 'fileTransfer',
    values: {
      mention: '-i',
      read: '-F -b',
      word: '-P -o -l -J -B -R -p -X',
      command: '-S',
      code: '-e -c',
    },
  },
  'nc|ncat|netcat|telnet|nc.openbsd|nc.traditional': {
    special: 'rawConnection',
    values: {
      command: '-c --sh-exec',
      word: '-e --exec -p --source-port -s --source -w --wait -i --idle-timeout -q -X -x -P --proxy-auth --proxy -I -O -T -V -m --max-conns -d --delay --escape --proxy-type --allow --deny --allowfile --denyfile -g -G -b',
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
  'ping|ping6|traceroute|tracepath|mtr|dig|nslookup|host|whois|drill|nmap|arp|arping|fping|hping3|masscan':
    {
      operands: 'host',
      values: {
        word: '-c -i -t -W -w -p -s -I -m -q -n -f -T -r -k -y -b -e --top-ports --script -P',
        write: '-oN -oX -oG -oA -o',
        read: '-iL',
      },
      prints: 'word',
    },
  'ip|ifconfig|netstat|ss|route|iwconfig|nmcli|resolvectl|networkctl|ethtool|tc|bridge|scutil|networksetup|iptables|nft|ufw|firewall-cmd':
    { operands: 'word', values: {} },
  'mail|mailx|mutt|neomutt|s-nail|heirloom-mailx|sendmail|msmtp|mpack|sendemail': {
    special: 'mail',
    values: {
      word: '-s --subject -b -c -r -S -f --from --from-address --host --port -e -q -d -u -o -m -t',
      read: '-a -A --attach -F -i -H --body',
    },
  },
  swaks: {
    operands: 'word',
    values: {
      send: '--to -t --server -s',
      read: '--attach --body --data --attach-body --config',
      word: '--from -f --auth --auth-user --auth-password --header --h-Subject --port --helo --ehlo',
    },
  },
  'ngrok|cloudflared|lt|localtunnel|bore|zrok|devtunnel|pagekite|pinggy|chisel|frpc|gotty|ttyd|tmate|sshx|wetty':
    {
      special: 'tunnel',
      operands: 'perhaps',
      values: { read: '--config -c', word: '--url --port -p --subdomain -s --log' },
    },
  'serve|http-server|live-server|http.server|SimpleHTTPServer|pyftpdlib|webfsd|darkhttpd|miniserve|simple-http-server|static-server':
    {
      special: 'serveFolder',
      values: {
        tree: '-d --directory',
        word: '-b --bind -p --port -l --listen -a --host -i -P -t --protocol --proxy -c -C -K -S --cert --key --mount --watch --ignore --entry-file --open --wait --cors',
      },
    },
  'tcpdump|tshark|wireshark|ngrep|mitmproxy|mitmdump': {
    operands: 'word',
    values: { write: '-w', read: '-r -F -s', word: '-i -c -s -C -G -Y -f -p', command: '-z' },
  },
};

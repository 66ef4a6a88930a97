import type { SecretFamily } from './secretFile.ts';

/** Logins of hosting, storage, data and other services in the net. */
export const providerFamily: SecretFamily = {
  rule: 'credentials.cloud-providers',
  title: 'a cloud provider’s credential store',
  files: [
    {
      id: 'digitalocean',
      what: 'API tokens of DigitalOcean',
      by: 'digitalocean',
      paths: ['~/.config/doctl', '~/Library/Application Support/doctl', '~/AppData/Roaming/doctl'],
    },
    {
      id: 'hosting',
      what: 'API tokens of a hosting provider',
      by: 'hosting',
      paths: [
        '~/.vultr-cli.yaml',
        '~/.config/{exoscale,upcloud,scw,hcloud,linode-cli}',
        '~/.config/{ovh.conf,hcloud.toml}',
        '~/.{ovh.conf,hcloud.toml}',
        '~/.{scaleway,upcloud,nebius,yandex-cloud,aliyun,tccli}',
        '~/.config/{yandex-cloud,tccli,openstack}',
        '~/.openstack',
      ],
    },
    {
      id: 'oracle-cloud',
      what: 'API signing keys of Oracle Cloud',
      by: 'oracle-cloud',
      paths: ['~/.oci'],
    },
    {
      id: 'ibm-cloud',
      what: 'tokens and API keys of IBM Cloud',
      by: 'ibm-cloud',
      paths: ['~/.bluemix'],
    },
    {
      id: 'heroku',
      what: 'tokens of Heroku',
      by: 'heroku',
      paths: ['~/.heroku', '~/AppData/Local/heroku'],
    },
    {
      id: 'cloudflare',
      what: 'tokens of Cloudflare',
      by: 'cloudflare',
      paths: [
        '~/.config/{cloudflared,cfcli.yml,.wrangler}',
        '~/.{cloudflared,wrangler}',
        '~/Library/Preferences/.wrangler',
        '~/AppData/Roaming/xdg.config/.wrangler',
      ],
    },
    {
      id: 'web-hosting',
      what: 'tokens of a hosting platform for web applications',
      by: 'hosting',
      paths: [
        '~/.config/{vercel,railway,render,netlify,fastly,flyctl,ngrok,surge}',
        '~/.{railway,render,vercel,now,netlify,surge,fastly,ngrok2,fly}',
        '~/.local/share/com.vercel.cli',
        '~/Library/Application Support/{com.vercel.cli,ngrok}',
        '~/Library/Preferences/netlify',
        '~/AppData/Roaming/{com.vercel.cli,xdg.data/com.vercel.cli,netlify}',
        '~/AppData/Local/ngrok',
      ],
    },
    {
      id: 'firebase',
      what: 'refresh tokens of Firebase and Google tools',
      by: 'google-account',
      paths: [
        '~/.config/configstore/{firebase-tools,update-notifier-firebase-tools,@google-cloud,google-cloud}*.json',
        '~/.clasprc.json',
        '~/.config/{earthengine,gspread,gdrive}',
        '~/.{gdrive,gsutil}',
        '~/.config/google-drive-ocamlfuse',
      ],
    },
    {
      id: 'data-platform',
      what: 'tokens of a data platform',
      by: 'data-platform',
      paths: [
        '~/.{databrickscfg,databricks/token-cache.json,snowsql,snowflake,dbt/profiles.yml}',
        '~/.config/{snowflake,supabase,planetscale,turso,neonctl}',
        '~/.supabase',
        '~/.{cdsapirc,ecmwfapirc,eodagrc}',
      ],
    },
    {
      id: 'gpu-cloud',
      what: 'tokens of a provider of GPUs',
      by: 'hosting',
      paths: [
        '~/.config/{vastai,runpod}',
        '~/.{vast_api_key,modal.toml,runpod,lightning/credentials.json}',
      ],
    },
    {
      id: 'service-tokens',
      what: 'tokens of a service for developers',
      by: 'service',
      paths: [
        '~/.config/{stripe,sentry,twilio,jira,circleci,shopify}',
        '~/.{sentryclirc,twilio-cli,circleci,jira.d,travis,pulumi/credentials.json,appcenter,expo/state.json}',
      ],
    },
    {
      id: 'object-storage',
      what: 'keys of object storage',
      by: 'object-storage',
      paths: ['**/.s3cfg', '**/.boto'],
    },
    {
      id: 'file-sync',
      what: 'tokens and keys of a file storage in the net',
      by: 'file-sync',
      paths: [
        '~/.config/{rclone,syncthing,onedrive,Nextcloud}',
        '~/.rclone.conf',
        '~/AppData/Roaming/rclone',
        '~/AppData/Local/Syncthing',
        '~/Library/Application Support/Syncthing',
        '~/.{dropbox_uploader,dropbox,megarc}',
      ],
    },
  ],
};

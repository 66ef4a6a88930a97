import type { HazardGroup } from './types.ts';

const gone = { kind: 'destroy', recoverable: false } as const;
const lost = { kind: 'destroy', recoverable: true } as const;

/** `delete`, `* delete`, `* * delete`, …: groups of commands nest a few levels. */
function atAnyDepth(...verbs: readonly string[]): string {
  return verbs
    .flatMap((verb) => ['', '* ', '* * ', '* * * ', '* * * * '].map((groups) => groups + verb))
    .join('|');
}

/** Cloud accounts, infrastructure as code, hosting. */
export const cloudHazards = (): readonly HazardGroup[] => [
  {
    programs: 'terraform|tofu|opentofu|terragrunt|cdktf',
    hazards: [
      {
        words: 'destroy|run-all destroy',
        any: '-auto-approve -force --terragrunt-non-interactive --non-interactive',
        ...gone,
        why: 'destroys real infrastructure without a question',
      },
      { words: 'destroy|run-all destroy', ...lost, why: 'destroys real infrastructure' },
      {
        words: 'apply',
        all: '-destroy -auto-approve',
        ...gone,
        why: 'destroys real infrastructure without a question',
      },
      { words: 'apply', any: '-destroy', ...lost, why: 'destroys real infrastructure' },
      {
        words: 'apply|run-all apply|deploy',
        any: '-auto-approve',
        ...lost,
        why: 'changes real infrastructure without a question',
      },
      {
        words: 'state rm|state push|workspace delete|force-unlock',
        ...lost,
        why: 'loses track of real infrastructure',
      },
    ],
  },
  {
    programs: 'pulumi',
    hazards: [
      {
        words: 'destroy',
        any: '-y --yes -f --skip-preview',
        ...gone,
        why: 'destroys real infrastructure without a question',
      },
      { words: 'destroy', ...lost, why: 'destroys real infrastructure' },
      { words: 'stack rm', ...gone, why: 'deletes a stack and its history' },
      {
        words: 'up|update',
        any: '-y --yes -f --skip-preview',
        ...lost,
        why: 'changes real infrastructure without a question',
      },
      { words: 'state delete', ...lost, why: 'loses track of real infrastructure' },
    ],
  },
  {
    programs: 'cdk|sst|serverless|sls|sam|copilot-cli|amplify|eb|nitric|architect',
    hazards: [
      { words: 'destroy|remove|delete|terminate', ...lost, why: 'deletes cloud resources' },
    ],
  },
  {
    programs: 'aws|awslocal',
    globals:
      '--region --profile --output --endpoint-url --query --ca-bundle --color --cli-read-timeout --cli-connect-timeout',
    hazards: [
      {
        words: 's3 rb',
        any: '--force',
        ...gone,
        why: 'deletes a bucket with everything in it',
      },
      { words: 's3 rb', ...lost, why: 'deletes a bucket' },
      { words: 's3 rm', any: '--recursive', ...gone, why: 'deletes everything below a place' },
      { words: 's3 sync', any: '--delete', ...lost, why: 'deletes what is only at the target' },
      {
        words:
          '* terminate-*|* delete-*|* purge-*|* deregister-*|* revoke-*|* schedule-key-deletion|* remove-*|* disable-*|* batch-delete-*|* batch-remove-*|* leave-*|* close-account|* stop-*|* reboot-*|* reset-*|* release-*|* detach-*|* abort-*|* reject-*|s3control * delete-*',
        ...lost,
        why: 'deletes cloud resources',
      },
      {
        words: 'configure set|configure import',
        line: /(?:^|\s)\S*(?:aws_access_key_id|aws_secret_access_key|aws_session_token|credential_process|role_arn|--csv)\b/,
        ...lost,
        why: 'replaces the keys of an account',
      },
      {
        words: '* stop-logging|* stop-configuration-recorder',
        kind: 'tamper',
        why: 'stops the audit trail',
      },
      {
        words:
          'iam create-access-key|iam create-login-profile|iam attach-*|iam put-*|iam add-user-to-group|iam update-assume-role-policy|sts assume-role|organizations invite-account-to-organization',
        kind: 'escalate',
        why: 'gives an account more rights',
      },
    ],
  },
  {
    programs:
      'gcloud|az|doctl|linode-cli|hcloud|scw|oci|ibmcloud|aliyun|openstack|vultr-cli|civo|exo',
    globals:
      '--project --account --configuration --zone --region -g --resource-group --subscription -o --output --format --context -c --query -t --access-token --profile',
    hazards: [
      {
        words: atAnyDepth(
          'delete',
          'purge',
          'destroy',
          'terminate',
          'delete-all',
          'rm',
          'delete-batch',
        ),
        ...lost,
        why: 'deletes cloud resources',
      },
      {
        line: /(^|\s)add-iam-policy-binding\s|^role assignment create\b/,
        kind: 'escalate',
        why: 'gives an account more rights',
      },
    ],
  },
  {
    programs: 'gsutil',
    hazards: [
      { words: 'rm', any: '-r -R', ...gone, why: 'deletes everything below a place' },
      { words: 'rm|rb', ...lost, why: 'deletes stored data' },
      { words: 'rsync', any: '-d', ...lost, why: 'deletes what is only at the target' },
    ],
  },
  {
    programs: 'mc|rclone|s3cmd|b2',
    hazards: [
      {
        words: 'rb|purge|delete|rmdirs|delete-bucket|deletefile',
        ...lost,
        why: 'deletes stored data',
      },
      {
        words: 'rm|del|remove',
        any: '--recursive -r --force',
        ...lost,
        why: 'deletes stored data',
      },
    ],
  },
  {
    programs: 'wrangler',
    hazards: [
      {
        words:
          'delete|d1 delete|r2 bucket delete|kv namespace delete|kv:namespace delete|pages project delete|queues delete|r2 object delete|kv key delete|secret delete',
        ...lost,
        why: 'deletes what is deployed',
      },
    ],
  },
  {
    programs: 'heroku',
    hazards: [
      { words: 'apps:destroy|destroy|addons:destroy', ...gone, why: 'destroys what is deployed' },
      { words: 'pg:reset|pg:copy', ...gone, why: 'empties the database' },
    ],
    relays: [
      {
        words: 'run',
        after: 0,
        text: 'words',
        far: true,
        values: '-a --app -s --size -r --remote',
      },
    ],
  },
  {
    programs: 'flyctl|fly',
    hazards: [
      {
        words:
          'apps destroy|destroy|volumes destroy|volumes delete|machine destroy|machines destroy|postgres destroy',
        ...gone,
        why: 'destroys what is deployed',
      },
    ],
  },
  {
    programs: 'vercel|vc|netlify|firebase|railway|render|surge|now|convex',
    hazards: [
      {
        words:
          'remove|rm|sites:delete|teardown|firestore:delete|database:remove|functions:delete|hosting:disable|down|delete|project rm|env rm',
        ...lost,
        why: 'deletes what is deployed',
      },
    ],
  },
  {
    programs: 'vault|bao',
    hazards: [
      {
        words:
          'delete|kv delete|kv destroy|kv metadata delete|secrets disable|lease revoke|operator seal|auth disable|policy delete',
        ...lost,
        why: 'deletes secrets',
      },
      { words: 'audit disable', kind: 'tamper', why: 'stops the audit trail' },
    ],
  },
];

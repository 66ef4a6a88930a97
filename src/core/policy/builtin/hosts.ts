/**
 * Addresses at which clouds hand a machine or a container its own credentials, to anybody who asks from there. No
 * documentation is served at them.
 */
export const credentialHosts: readonly string[] = [
  // AWS, Azure, Google, Oracle, DigitalOcean and others
  '169.254.169.254',
  'metadata.google.internal',
  'metadata.goog',
  'instance-data.ec2.internal',
  // Containers on AWS
  '169.254.170.2',
  '169.254.170.23',
  // Alibaba
  '100.100.100.200',
  // Version 6 on AWS and Google
  'fd00:ec2::254',
  'fd00:ec2::23',
  'fd20:ce::254',
];

/** What comes with the system: certificates, test keys, shared data. Applications' own folders are not among these. */
export const system = [
  '/{usr,bin,sbin,lib,lib32,lib64,proc,sys,dev,boot,snap,System,Library,Applications}/**',
  '/{nix/store,opt/homebrew,home/linuxbrew,etc/ssl/certs,etc/pki,etc/ca-certificates,private/etc/ssl}/**',
  '/{var/lib/ca-certificates,run/udev,run/systemd}/**',
  'C:/{Windows,Program Files,Program Files (x86)}/**',
];

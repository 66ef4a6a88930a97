// Runs gitleaks' program (the first argument) with the arguments behind it, and says at its end how many milliseconds of
// the processor that took: the last line on stderr.
const [, , program] = process.argv;
process.argv.splice(1, 2, program);
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  process.stderr.write(`\n${String((user + system) / 1000)}\n`);
});
require(program);

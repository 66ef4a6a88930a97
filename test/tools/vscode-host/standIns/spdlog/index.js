// Stands in for VS Code's native logger, which comes without a program for any platform: appends to a file.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  constructor(file) {
    this.file = file;
    this.level = levels.indexOf('info');
    this.raw = false;
    mkdirSync(dirname(file), { recursive: true });
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  clearFormatters() {
    this.raw = true;
  }
  setPattern() {}
  flush() {}
  drop() {}
}

for (const [level, name] of levels.entries()) {
  Logger.prototype[name] = function write(message) {
    if (level < this.level) return;
    const line = this.raw ? message : `${new Date().toISOString()} [${name}] ${message}\n`;
    try {
      appendFileSync(this.file, line);
    } catch {
      // The folder of the run is being removed.
    }
  };
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async (_, file) => new Logger(file);
exports.createAsyncRotatingLogger = async (_, file) => new Logger(file);

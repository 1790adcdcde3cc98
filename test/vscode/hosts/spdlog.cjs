// What writes the logs of VS Code's server, in place of a native module that would have to be compiled.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  constructor(file) {
    this.file = file;
    this.level = 2;
    this.formatted = true;
  }
  setLevel(level) {
    this.level = level;
  }
  clearFormatters() {
    this.formatted = false;
  }
  setPattern() {}
  flush() {}
  drop() {}
  write(level, text) {
    if (level < this.level) return;
    const line = `${new Date().toISOString()} [${LEVELS[level]}] ${text}\n`;
    appendFileSync(this.file, this.formatted ? line : text);
  }
}
LEVELS.forEach((name, level) => {
  Logger.prototype[name] = function (text) {
    this.write(level, text);
  };
});

async function createLogger(_name, file) {
  mkdirSync(dirname(file), { recursive: true });
  return new Logger(file);
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;

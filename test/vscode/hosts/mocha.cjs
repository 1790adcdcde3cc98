// Mocha's class in its build for browsers, which exports an instance instead.
require('../../../node_modules/mocha/mocha.js');
module.exports = globalThis.Mocha;

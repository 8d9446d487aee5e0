// Loaded by --require into programs under Wine 8, which lacks the option of TCP that sets the time of keep-alive: a
// connection for which undici asks for it fails with UNKNOWN.
'use strict';

const { Socket } = require('node:net');

const { setKeepAlive } = Socket.prototype;
Socket.prototype.setKeepAlive = function (enable, ...rest) {
  return enable ? this : setKeepAlive.call(this, enable, ...rest);
};

// Loaded into the editor's server. Its pages keep secrets in the browser, sealed with a key of which the server has one
// half. The server build that asks for a password hands that half out; the bare one that we start does not, and every
// reload would forget the API key, as no desktop with a keyring does.
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { Server } from 'node:http'
import { join } from 'node:path'

const emit = Server.prototype.emit
Server.prototype.emit = function (event, ...args) {
  const [request, response] = args
  if (event !== 'request' || request.method !== 'POST' || !request.url.endsWith('/mint-key')) {
    return emit.call(this, event, ...args)
  }
  response.end(keyHalf())
  return true
}

function keyHalf() {
  const file = join(process.env.WAN_VACE_EDITOR_DATA, 'key-half')
  try {
    writeFileSync(file, randomBytes(32), { flag: 'wx' })
  } catch {
    // It is there already.
  }
  return readFileSync(file)
}

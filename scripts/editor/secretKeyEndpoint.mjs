// Loaded into the editor's server with `--import`. The browser encrypts secrets with a key, half of which it requests
// from the server at `/mint-key`. Without a password, code-server doesn't implement that endpoint, so each reload would
// lose the API key, unlike a desktop with a keyring.
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
    // The file exists.
  }
  return readFileSync(file)
}

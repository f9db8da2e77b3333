import type { Log } from '../../../src/core/ports.ts'

export const quietLog: Log = { info() {}, warn() {}, error() {} }

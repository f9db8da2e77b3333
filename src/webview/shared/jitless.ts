import * as z from 'zod/mini'

// Before any schema is made: a webview's policy forbids eval, and even trying it is reported as a violation.
z.config({ jitless: true })

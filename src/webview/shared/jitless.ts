import * as z from 'zod/mini'

// Import this before any module that creates a schema: the content security policy of a webview forbids `eval`, and an
// attempt to use it is reported as a violation.
z.config({ jitless: true })

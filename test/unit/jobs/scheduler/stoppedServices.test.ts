import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import type { Job } from '../../../../src/core/job/job.ts'
import { isListening } from '../../../../src/jobs/scheduler/isListening.ts'
import { buildNewJob } from '../../../fixtures/jobs/buildJob.ts'
import { apiError } from '../../../fixtures/jobs/fakeService.ts'
import { startFileServer } from '../../../fixtures/jobs/fileServer.ts'
import { onlyJob } from '../../../fixtures/jobs/jobAssertions.ts'
import { createGate, createTestContext, MINUTE, REQUEST } from '../../../fixtures/jobs/testContext.ts'

const SANDBOX = 'http://127.0.0.1:49152'
const DAY = 24 * 60 * MINUTE

const endOf = ({ state, error, nextAt }: Job) => [state, error?.code, nextAt]
const ENDED = ['failed', 'sandboxStopped', undefined]

describe('jobs of a sandbox', () => {
  for (const calls of ['post', 'get'] as const) {
    it(`fail in the next window if the sandbox ended with its window during a ${calls}`, async () => {
      using context = createTestContext()
      const sandboxWindow = context.openWindow(SANDBOX)
      const gate = createGate()
      context.service.gate = (call) => (call.kind === calls ? gate.promise : undefined)
      void sandboxWindow.scheduler.submit(REQUEST)
      await context.advance(12_000)
      sandboxWindow.kill()
      context.stoppedOrigins.add(SANDBOX)
      const window = context.openWindow()
      // The lease of a job that is being sent has to expire first.
      await context.advance(6 * MINUTE, 5000)
      assert.deepEqual(endOf(onlyJob(window)), ENDED)
    })
  }

  it('continue if the sandbox belongs to another window', async () => {
    using context = createTestContext()
    const sandboxWindow = context.openWindow(SANDBOX)
    context.openWindow()
    context.service.durationMs = 10 * MINUTE
    await sandboxWindow.scheduler.submit(REQUEST)
    await context.advance(12 * MINUTE, 10_000)
    assert.equal(onlyJob(sandboxWindow).file.state, 'saved')
  })

  it('fail if the sandbox crashes during the POST, and the window is connected to the service again', async () => {
    using context = createTestContext()
    const window = context.openWindow(SANDBOX)
    const gate = createGate()
    context.service.gate = (call) => (call.kind === 'post' ? gate.promise : undefined)
    context.service.faults.post.push({ kind: 'error', error: apiError('connectionLost') })
    const submitted = window.scheduler.submit(REQUEST)
    await context.runPending()
    context.stoppedOrigins.add(SANDBOX)
    window.changeOrigin('https://api.example')
    await window.scheduler.connectionChanged()
    gate.open()
    assert.deepEqual(endOf(await submitted), ENDED)
  })

  it('do not include jobs of other services that do not respond, or not yet those of a local gateway', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const origins = ['https://elsewhere.example', 'http://127.0.0.1:8080']
    for (const apiOrigin of origins) {
      context.stoppedOrigins.add(apiOrigin)
      await window.store.create(buildNewJob({ apiOrigin, patch: { nextAt: context.clock.now(), generationId: 'x' } }))
    }
    await context.advance(MINUTE, 10_000)
    assert.deepEqual(
      window.store.list().map((job) => job.state),
      ['queued', 'queued'],
    )
    await context.advance(2 * DAY, 5 * MINUTE)
    const states = window.store.list().map((job) => [job.apiOrigin, job.state])
    assert.deepEqual(Object.fromEntries(states), { [String(origins[0])]: 'queued', [String(origins[1])]: 'failed' })
  })
})

describe('isListening', () => {
  it('is true for a port with a server, and false after it closed', async () => {
    const server = await startFileServer((_request, response) => response.end())
    const { origin } = server
    assert.equal(await isListening(origin), true)
    await server[Symbol.asyncDispose]()
    assert.equal(await isListening(origin), false)
  })

  it('is true if the name cannot be resolved, or for a server that does not respond', async () => {
    const server = createServer(() => {})
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    assert.equal(await isListening(`http://127.0.0.1:${port}`), true)
    assert.equal(await isListening('http://nowhere.invalid'), true)
    await new Promise((resolve) => server.close(resolve))
  })
})

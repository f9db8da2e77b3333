import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { DisposableStore } from '../../../../src/editor/common/disposableStore.ts'
import { TimeoutTimer } from '../../../../src/editor/common/timeoutTimer.ts'

describe('DisposableStore', () => {
  it('disposes of everything once, the last one added first', () => {
    const disposed: number[] = []
    const store = new DisposableStore()
    for (const id of [1, 2, 3]) store.add({ dispose: () => disposed.push(id) })
    store.dispose()
    store.dispose()
    assert.deepStrictEqual([store.isDisposed, disposed], [true, [3, 2, 1]])
  })

  it('disposes immediately of what is added too late', () => {
    const disposed: string[] = []
    const store = new DisposableStore()
    store.dispose()
    store.add({ dispose: () => disposed.push('late') })
    assert.deepStrictEqual(disposed, ['late'])
  })
})

describe('TimeoutTimer', () => {
  it('has one pending callback, and none after dispose', async () => {
    const called: string[] = []
    const timer = new TimeoutTimer()
    timer.setIfNotSet(() => called.push('first'), 5)
    timer.setIfNotSet(() => called.push('ignored'), 1)
    await sleep(20)
    timer.setIfNotSet(() => called.push('replaced'), 5)
    timer.cancelAndSet(() => called.push('second'), 5)
    await sleep(20)
    timer.setIfNotSet(() => called.push('canceled'), 5)
    timer.dispose()
    timer.setIfNotSet(() => called.push('too late'), 1)
    await sleep(20)
    assert.deepStrictEqual(called, ['first', 'second'])
  })
})

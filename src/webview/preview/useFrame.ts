import type { FrameUse } from '../../protocol/preview.ts'
import type { PreviewHost } from './playbackState.ts'
import type { VideoPlayer } from './videoPlayer.ts'

/** Sends the frame that the video shows to the editor, or copies it to the clipboard, which only a page can do. */
export async function sendFrame(player: VideoPlayer, use: FrameUse, host: PreviewHost): Promise<void> {
  try {
    if (use === 'copy') {
      // The clipboard is written only by the page that has the focus, which a menu takes.
      window.focus()
      const captured = player.capture()
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': captured.then(({ blob }) => blob) })])
      host.postMessage({ type: 'frame', use, frame: (await captured).frame })
      return
    }
    const { frame, blob } = await player.capture()
    host.postMessage({ type: 'frame', use, frame, png: new Uint8Array(await blob.arrayBuffer()) })
  } catch (error) {
    console.warn('Wan VACE:', error)
    host.postMessage({ type: 'frameFailed', use })
  }
}

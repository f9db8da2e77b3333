import '../shared/jitless.ts'
import '../shared/loadIcons.ts'

import { parseMessageToGalleryPage } from '../../protocol/gallery.ts'
import { receiveMessages } from '../shared/host.ts'
import '../shared/base.css'
import './gallery.css'
import { type GalleryHost, GalleryPage } from './galleryPage.ts'

const host: GalleryHost = acquireVsCodeApi()
const page = new GalleryPage(host)

receiveMessages(parseMessageToGalleryPage, (message) => page.receive(message))
document.body.append(page)

import '@fontsource/noto-sans-sc/400.css';
import './ui/theme.css';
import './ui/page.css';
import './ui/print.css';
import { drawFirstPicture } from './first/firstPicture';

// The program of the page is large: on a slow machine borders and names would wait seconds for it.
// The page reads parts of this file, so it may not hold the file up with an await of its own.
void drawFirstPicture().then(() => import('./app/start'));

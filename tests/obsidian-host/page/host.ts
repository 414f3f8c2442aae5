/** What the page is made of: the styles in their order, then the app. */
import "../app/tokens.css";
import "../app/frame.css";
import "../app/ui/ui.css";
import "../app/markdown/markdown.css";
import "../app/main";

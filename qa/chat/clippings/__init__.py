"""Clippings (剪报): pinned quotes, made anew from the articles, and the files that they are taken away in."""
